import type { Run } from '../model/run.ts'
import { brokenLimitsText } from './limit-label.ts'
import { countOf } from './measured-text.ts'
import { notJudgedText } from './run-state.ts'
import type { Tone } from './document.ts'
import { tally, tallyText } from './tally.ts'

/** The state of a run in one line: `2 violated | 1 no data (8 SLOs), 1 test failed, exit 1`. */
export function stateText(run: Run): string {
  const { verdicts, tests, exitCode, limits } = run
  const counts = `${tally(verdicts).map(tallyText).join(' | ')} (${countOf(verdicts.length, 'SLO')})`
  const failed = tests.failed === 0 ? undefined : `${countOf(tests.failed, 'test')} failed`
  const parts = [brokenLimitsText(limits), notJudgedText(run) ?? counts, failed, `exit ${exitCode}`]
  return parts.filter((part) => part !== undefined).join(', ')
}

/** Whether a run went well. What was not judged, or has no data, did not. */
export function toneOf({ outcome, exitCode, tests }: Pick<Run, 'outcome' | 'exitCode' | 'tests'>): Tone {
  if (exitCode === 1 || tests.failed > 0 || outcome === 'violated') return 'bad'
  if (outcome === 'met' || outcome === 'warning') return exitCode === 0 ? 'good' : 'bad'
  return 'unsure'
}
