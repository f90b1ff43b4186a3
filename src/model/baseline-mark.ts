import type { Mark, RunHead } from './history.ts'
import type { Machine } from './run.ts'

/** What people did by hand, and when. */
interface ByHand {
  /** ISO 8601, UTC. */
  readonly at: string
  readonly by: string
  readonly reason?: string
}

/** The value of one run that an SLO is compared by. */
export interface BaselineValue {
  readonly run: string
  readonly value: number
}

/** A baseline that somebody set: the runs up to one of them, as they were then. It stays when they are forgotten. */
export interface NamedBaseline extends ByHand {
  readonly name: string
  /** The newest of them. */
  readonly run: RunHead
  /** By the name of the SLO, the oldest run first. */
  readonly values: Readonly<Record<string, readonly BaselineValue[]>>
}

/** A regression that somebody meant: what it was, and from which run on it is the new normal. */
export interface Acceptance extends ByHand {
  readonly slo: string
  readonly branch?: string
  readonly fingerprint: string
  /** Start of the first run that belongs to the new normal. */
  readonly since: string
  /** The newest run that was accepted. */
  readonly run: string
  /** Typical values before and after, in the unit of the SLI. */
  readonly from: number
  readonly to: number
}

/** What of a machine tells whether its timings may be compared. */
export type MachineTraits = Pick<Machine, 'cpu' | 'cores' | 'memory' | 'os' | 'node' | 'class'>

export const baselineKind = 'baseline'
export const acceptanceKind = 'accepted'
const machineKind = 'machine'

/** The baseline that somebody set under this name; undefined where there is none. */
export function namedBaseline(marks: readonly Mark[], name: string): NamedBaseline | undefined {
  return namedBaselines(marks).find((baseline) => baseline.name === name)
}

/** All baselines that somebody set. */
export function namedBaselines(marks: readonly Mark[]): NamedBaseline[] {
  return textsOf(marks, baselineKind).flatMap((text) => (read(text) as NamedBaseline | undefined) ?? [])
}

/** What was accepted, the oldest first. */
export function acceptances(marks: readonly Mark[]): Acceptance[] {
  const all = textsOf(marks, acceptanceKind).flatMap((text) => (read(text) as Acceptance | undefined) ?? [])
  return all.toSorted((a, b) => (a.at < b.at ? -1 : 1))
}

/** The machine of a fingerprint, where a run of it was remembered since machines are. */
export function machineOf(marks: readonly Mark[], fingerprint: string): MachineTraits | undefined {
  const mark = marks.find(({ kind, key }) => kind === machineKind && key === fingerprint)
  return mark === undefined ? undefined : (read(mark.text) as MachineTraits | undefined)
}

/** A machine as it is kept beside the runs. */
export function machineMark({ fingerprint, cpu, cores, memory, os, node, class: named }: Machine): Mark {
  return { kind: machineKind, key: fingerprint, text: JSON.stringify({ cpu, cores, memory, os, node, class: named }) }
}

/** One for each SLO, branch and machine: a later acceptance takes the place of an earlier one. */
export function acceptanceMark(acceptance: Acceptance): Mark {
  const { slo, branch = '', fingerprint } = acceptance
  return { kind: acceptanceKind, key: JSON.stringify([slo, branch, fingerprint]), text: JSON.stringify(acceptance) }
}

function textsOf(marks: readonly Mark[], wanted: string): string[] {
  return marks.flatMap(({ kind, text }) => (kind === wanted ? [text] : []))
}

/** Only this package writes them; what cannot be read is as if it were not there. */
function read(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
