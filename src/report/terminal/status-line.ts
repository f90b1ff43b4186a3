import type { Run, Scope } from '../../model/run.ts'
import type { Verdict } from '../../model/verdict.ts'
import { tally, tallyText } from '../tally.ts'
import type { Page } from './page.ts'

/** The one line that is always there, so that "met" never looks like "not running". */
export function statusLine(run: Run, exitCode: number, page: Page): string {
  const state = stateText(run, page)
  return `       ${page.palette.strong('SLOs')}  ${state}      exit ${exitCode}`
}

/** What follows from the scope of the run, where it changes what the verdicts do. */
export function scopeNote({ scope, verdicts, outcome }: Run): string | undefined {
  const open = verdicts.some(({ status }) => status === 'no-data')
  if (!open || outcome === 'not-judged') return undefined
  if (scope === 'filtered') return 'no data is reported, not failed in a filtered run'
  return scope === 'watch' ? 'no data is reported, not failed in watch mode' : undefined
}

const notJudged: Readonly<Record<Scope, string>> = {
  shard: 'not judged (shard): run slo check on the stored results',
  interrupted: 'not judged (interrupted): the run did not finish, so run it again in full',
  filtered: 'not judged (filtered run)',
  watch: 'not judged (watch mode)',
  full: 'not judged',
  merged: 'not judged',
}

function stateText({ scope, outcome, verdicts }: Run, { palette }: Page): string {
  if (scope === 'shard' || scope === 'interrupted') return palette.status.warning(notJudged[scope])
  if (verdicts.length === 0) return palette.status.warning('none declared in slo.config.ts: nothing is gated')
  if (outcome === 'not-judged') return palette.status.warning(notJudged[scope])
  return countsText(verdicts, palette.status)
}

function countsText(verdicts: readonly Verdict[], paint: Page['palette']['status']): string {
  const parts = tally(verdicts).map((kind) => paint[kind.status](tallyText(kind)))
  return `${parts.join(' | ')} (${verdicts.length})`
}
