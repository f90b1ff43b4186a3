import type { Run } from '../../model/run.ts'
import type { Declared } from '../checks-of-run.ts'
import type { Document, ReportKind } from '../document.ts'
import { countOf } from '../measured-text.ts'
import { notesOf } from '../run-state.ts'
import { stateText, toneOf } from '../state-text.ts'

/** What every report on a run is made with. */
export interface OfRun {
  readonly run: Run
  readonly declared: Declared
}

/** What every report on a run says, whatever else it tells: what it came to, when, where and of what. */
export function frameOf(run: Run, kind: ReportKind): Omit<Document, 'sections' | 'checks'> {
  const { service, outcome, finishedAt } = run
  const subject = service ?? 'this project'
  return {
    kind,
    title: kind === 'run' ? `SLOs of ${subject}` : `${kind[0]?.toUpperCase()}${kind.slice(1)} of ${subject}`,
    outcome,
    state: stateText(run),
    tone: toneOf(run),
    at: finishedAt,
    ...durationOf(run),
    facts: factsOf(run),
    notes: [...notesOf(run), ...machineNotes(run)],
  }
}

function durationOf({ series }: Run): { readonly duration?: number } {
  const whole = series.find(({ subject, metric }) => subject.kind === 'run' && metric === 'duration')
  const [duration] = whole?.samples ?? []
  return duration === undefined || !Number.isFinite(duration) ? {} : { duration }
}

function factsOf({ id, startedAt, scope, shard, commit, branch, environment, machine }: Run): [string, string][] {
  const { cpu, cores, os, node, vitest } = machine
  const part = shard === undefined ? '' : ` ${shard.index} of ${shard.count}`
  const facts: [string, string | undefined][] = [
    ['run', id],
    ['started', `${startedAt.slice(0, 19).replace('T', ' ')} UTC`],
    ['scope', `${scope}${part}`],
    ['commit', commit?.slice(0, 12)],
    ['branch', branch],
    ['environment', environment],
    ['machine', `${cpu}, ${countOf(cores, 'core')}, ${os}`],
    ['Node', node],
    ['Vitest', vitest],
  ]
  return facts.filter((fact): fact is [string, string] => fact[1] !== undefined)
}

function machineNotes({ machine: { fitness } }: Run): string[] {
  return fitness.fit ? [] : [`the machine was not fit for timings: ${fitness.reasons.join('; ')}`]
}
