import { failsRun } from '../../model/limit-hit.ts'
import type { Outcome, Run } from '../../model/run.ts'
import { notJudgedText, notesOf } from '../run-state.ts'
import { tally, tallyText } from '../tally.ts'
import { definitions } from './definitions.ts'
import { markup, nameMarkup } from './markup.ts'
import type { Markup } from './markup.ts'

const headlines: Readonly<Record<Outcome, readonly [mark: string, headline: string]>> = {
  met: ['✓', 'All SLOs met'],
  warning: ['!', 'SLOs met, with warnings'],
  violated: ['✗', 'SLOs violated'],
  'no-data': ['?', 'SLOs without data'],
  inconclusive: ['~', 'SLOs inconclusive'],
  'not-judged': ['–', 'SLOs not judged'],
}

/** The top of the page: what the run came to, in a sentence and in numbers, and which run it was. */
export function banner(run: Run): Markup {
  const [mark, headline] = headlineOf(run)
  return markup`<header class="banner ${run.outcome}">
<p class="service">${nameMarkup(run.service ?? 'vitest-slo')}</p>
<h1><span class="mark" aria-hidden="true">${mark}</span> ${headline}</h1>
<p class="counts">${countsMarkup(run)}</p>
${notesOf(run).map((note) => markup`<p class="note">${note}</p>
`)}${definitions(factsOf(run))}
</header>
` // prettier-ignore
}

/** A limit may be all that is wrong. */
function headlineOf({ outcome, limits, verdicts }: Run): readonly [mark: string, headline: string] {
  const isLimit = outcome === 'violated' && limits.some(failsRun)
  const isSlo = verdicts.some(({ status, slo }) => status === 'violated' && slo.enforce !== 'warn')
  if (!isLimit) return headlines[outcome]
  return ['✗', isSlo ? 'SLOs violated, limits exceeded' : 'Limits exceeded']
}

function countsMarkup(run: Run): Markup | readonly Markup[] {
  const open = notJudgedText(run)
  if (open !== undefined) return markup`${open}`
  return tally(run.verdicts).map((kind) => markup`<span class="chip ${kind.status}">${tallyText(kind)}</span> `)
}

function factsOf(run: Run): (readonly [string, Markup | undefined])[] {
  const { passed, failed, skipped } = run.tests
  return [
    ['exit code', markup`${run.exitCode}`],
    ['score', run.score === undefined ? undefined : markup`${run.score} of 100`],
    ['scope', markup`${run.scope}`],
    ['commit', commitMarkup(run)],
    ['environment', markup`${run.environment}`],
    ['started', markup`<time datetime="${run.startedAt}">${readableTime(run.startedAt)}</time>`],
    ['finished', markup`<time datetime="${run.finishedAt}">${readableTime(run.finishedAt)}</time>`],
    ['tests', markup`${passed} passed, ${failed} failed, ${skipped} skipped`],
    ['run', nameMarkup(run.id)],
  ]
}

function commitMarkup({ branch, commit }: Run): Markup | undefined {
  const known = [branch, commit?.slice(0, 12)].filter((part) => part !== undefined)
  return known.length === 0 ? undefined : nameMarkup(known.join(' @ '))
}

/** `2026-01-02T03:04:05.000Z` as `2026-01-02 03:04:05 UTC`; what has another form stays as it is. */
function readableTime(text: string): string {
  return text.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?Z$/, '$1 $2 UTC')
}
