import { formatApart } from './format-quantity.ts'
import type { Limit, LimitAction, LimitName } from './limit.ts'
import { isEnforced, unitOfLimit } from './limit.ts'
import { formatSubject } from './subject.ts'
import type { Subject } from './subject.ts'

/** A limit that was crossed: by how much, by whom, and what was done about it. */
export interface LimitHit {
  readonly kind: 'exceeded'
  readonly limit: LimitName
  readonly onExceed: LimitAction
  /** In the canonical unit of the limit, as `measured`. */
  readonly max: number
  readonly written: string
  readonly measured: number
  /** What the limit was set on. */
  readonly subject: Subject
  /** The process line or the container that used most. */
  readonly culprit?: string
  /** What was running: `tests/a.test.ts > allocates`, or the file alone where the test is not known. */
  readonly running: readonly string[]
  /** What was done, in words: `killed`, or why nothing could be. */
  readonly done?: string
}

/** A limit that cannot be enforced on something here. It fails nothing, and is shown: who set it must know. */
export interface LimitGap {
  readonly kind: 'not-enforced'
  readonly limit: LimitName
  readonly written: string
  readonly subject: Subject
  readonly reason: string
}

/** A limit that was enforced and never crossed. */
export interface LimitHeld {
  readonly kind: 'held'
  readonly limit: LimitName
  readonly written: string
}

/** What became of a limit in a run: at least one of these for each that was declared. */
export type LimitNote = LimitHit | LimitGap | LimitHeld

/** The hit of a limit by a measured value. */
export function limitHit(
  { name, onExceed, max, written }: Limit,
  measured: number,
  details: Pick<LimitHit, 'subject' | 'culprit' | 'running' | 'done'>,
): LimitHit {
  return { kind: 'exceeded', limit: name, onExceed, max, written, measured, ...details }
}

/** The notes of a run, completed: what was declared and has no note was held. In the order of declaration. */
export function withHeld(declared: readonly Limit[], notes: readonly (LimitHit | LimitGap)[]): LimitNote[] {
  const undeclared = notes.filter(({ limit }) => declared.every(({ name }) => name !== limit))
  const complete = declared.flatMap(({ name, written }): LimitNote[] => {
    const own = notes.filter(({ limit }) => limit === name)
    return own.length > 0 ? own : [{ kind: 'held', limit: name, written }]
  })
  return [...complete, ...undeclared]
}

/**
 * The notes of several runs as those of one, judged by the limits that are declared now. A limit that one of them did not enforce, or
 * not with this bound, is not held.
 */
export function mergeLimits(declared: readonly Limit[], runs: readonly (readonly LimitNote[])[]): LimitNote[] {
  const told = runs.flat().filter((note) => note.kind !== 'held')
  const doubtful = declared.flatMap(({ name, written }): LimitGap[] => {
    const isHeld = (notes: readonly LimitNote[]): boolean => notes.some((note) => note.limit === name && note.written === written)
    if (told.some(({ limit }) => limit === name) || runs.every(isHeld)) return []
    return [
      {
        kind: 'not-enforced',
        limit: name,
        written,
        subject: runSubject,
        reason: 'it was not set, or not to this, when the tests ran',
      },
    ]
  })
  return withHeld(declared, [...told, ...doubtful])
}

const runSubject: Subject = { kind: 'run', name: 'run' }

/** True when this fails the run: a limit that was crossed and does more than warn. */
export function failsRun(note: LimitNote): boolean {
  return note.kind === 'exceeded' && isEnforced(note)
}

/** In words: `memory 1.34GB of the run > limit 1GiB, by node hog.mjs (pid 41), killed, while tests/a.test.ts > allocates ran`. */
export function describeLimit(note: LimitNote): string {
  if (note.kind === 'held') return `${note.limit}: limit ${note.written} held`
  const of = note.subject.kind === 'run' ? 'the run' : formatSubject(note.subject)
  if (note.kind === 'not-enforced') return `${note.limit} of ${of}: limit ${note.written} is not enforced here: ${note.reason}`
  const [measured] = formatApart(note.measured, note.max, unitOfLimit(note.limit))
  const by = note.culprit === undefined ? '' : `, by ${note.culprit}`
  const done = note.done === undefined ? '' : `, ${note.done}`
  return `${note.limit} ${measured} of ${of} > limit ${note.written}${by}${done}${whileRunning(note.running)}`
}

const mostListed = 3

function whileRunning(running: readonly string[]): string {
  if (running.length === 0) return ''
  const more = running.length > mostListed ? ` and ${running.length - mostListed} more` : ''
  return `, while ${running.slice(0, mostListed).join(', ')}${more} ran`
}
