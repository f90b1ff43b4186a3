import type { LiveOutcome } from '../../model/live.ts'
import type { Run } from '../../model/run.ts'

/** What a run came to, for those who watch it. */
export function outcomeOf({ outcome, exitCode, scope, verdicts }: Run): LiveOutcome {
  const slos: Partial<Record<(typeof verdicts)[number]['status'], number>> = {}
  for (const { status } of verdicts) slos[status] = (slos[status] ?? 0) + 1
  return { outcome, exitCode, scope, slos }
}
