import type { Run } from '../../model/run.ts'
import { brokenLimitsText } from '../limit-label.ts'
import { notJudgedText } from '../run-state.ts'
import { tally, tallyText } from '../tally.ts'
import type { Page } from './page.ts'

/** The one line that is always there, so that "met" never looks like "not running". */
export function statusLine(run: Run, exitCode: number, { palette }: Page): string {
  const open = notJudgedText(run)
  const broken = brokenLimitsText(run.limits)
  const verdicts = open === undefined ? countsText(run, palette.status) : palette.status.warning(open)
  const state = broken === undefined ? verdicts : `${palette.status.violated(broken)} | ${verdicts}`
  return `       ${palette.strong('SLOs')}  ${state}      exit ${exitCode}`
}

function countsText({ verdicts }: Run, paint: Page['palette']['status']): string {
  const parts = tally(verdicts).map((kind) => paint[kind.status](tallyText(kind)))
  return `${parts.join(' | ')} (${verdicts.length})`
}
