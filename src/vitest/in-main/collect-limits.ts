import type { TestModule } from 'vitest/node'
import type { RunLimitState } from '../../measure/in-main/run-sampler.ts'
import type { RunLimitHit } from '../../measure/process/run-limits.ts'
import type { Limit } from '../../model/limit.ts'
import { limitHit, mergeLimits, withHeld } from '../../model/limit-hit.ts'
import type { LimitGap, LimitHit, LimitNote } from '../../model/limit-hit.ts'
import type { Scope } from '../../model/run.ts'
import { subjectKey } from '../../model/subject.ts'
import type { Subject } from '../../model/subject.ts'
import { takeFile, takeTest } from '../handoff.ts'

/** What is known of the limits of a run when its tests have ended. */
export interface LimitedRun {
  readonly modules: readonly TestModule[]
  readonly limits: readonly Limit[]
  readonly scope: Scope
  /** Of the run as a whole. */
  readonly state: RunLimitState
  /** Of its containers. */
  readonly ofContainers?: readonly (LimitHit | LimitGap)[]
}

/** What became of every limit: in tests and commands, which hand it over, and in the run as a whole. */
export function collectLimits({ modules, limits, scope, state, ofContainers = [] }: LimitedRun): LimitNote[] {
  const ofFiles = modules.flatMap((module) => takeFile(module)?.limits ?? [])
  const ofTests = modules.flatMap((module) => [...module.children.allTests()].flatMap((test) => takeTest(test)?.limits ?? []))
  const handed = [...ofFiles, ...ofTests]
  // A merge ran nothing: all that it knows was handed over by the shards.
  if (scope === 'merged') return mergeLimits(limits, [handed])
  const told = handed.filter((note) => note.kind !== 'held')
  const ofRun = state.hits.map(noteOf).filter((hit) => !told.some((other) => isSame(hit, other)))
  return withHeld(limits, [...told, ...ofRun, ...state.unknown.map(unenforced), ...ofContainers])
}

/** The hit of a limit that was seen from outside of the worker. */
export function noteOf(hit: RunLimitHit): LimitHit {
  const { limit, measured, done } = hit
  if (!('test' in hit)) return limitHit(limit, measured, { subject: run, culprit: hit.culprit, running: hit.running, done })
  const [file, ...name] = hit.test.split(' > ')
  return limitHit(limit, measured, { subject: { kind: 'test', name: name.join(' > '), file }, running: [], done })
}

const run: Subject = { kind: 'run', name: 'run' }

/** A worker that came to itself after all tells the same of its test. */
function isSame(hit: LimitHit, other: LimitNote): boolean {
  return other.kind === 'exceeded' && hit.limit === other.limit && subjectKey(hit.subject) === subjectKey(other.subject)
}

function unenforced({ name, written }: Limit): LimitGap {
  const reason = name === 'network' ? 'there is no /proc/net/dev' : 'there is no /proc that shows its processes'
  return { kind: 'not-enforced', limit: name, written, subject: run, reason }
}
