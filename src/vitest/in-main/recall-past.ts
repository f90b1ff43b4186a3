import type { Vitest } from 'vitest/node'
import { pastOf } from '../../commands/past-of.ts'
import { describeMachine } from '../../measure/in-main/machine.ts'
import type { Config } from '../../model/config.ts'
import type { Past } from '../../model/past.ts'
import type { RunInProgress } from './start-run.ts'
import type { Summary } from './summary.ts'

export interface Recalling {
  readonly vitest: Vitest
  readonly config: Config
  readonly summary: Summary
}

/**
 * Recalls the runs before this one while its tests run: their end is one synchronous piece, in which no store can be asked. Once for a
 * run, however often it is called.
 */
export async function recallPast(run: RunInProgress, recalling: Recalling): Promise<void> {
  run.recalled ??= recallOnce(run, recalling)
  run.past = await run.recalled
}

async function recallOnce({ scope, commit }: RunInProgress, { vitest, config, summary }: Recalling): Promise<Past | undefined> {
  // A shard judges nothing, and a run of a comparison is judged against its twin.
  if (scope === 'shard' || process.env['SLO_RUN'] === 'comparison') return undefined
  const here = { ...commit, machine: describeMachine(config.machineClass, vitest.version) }
  const past = await pastOf({ root: vitest.config.root, config, here })
  if (past?.unread !== undefined) summary.note(past.unread)
  return past
}
