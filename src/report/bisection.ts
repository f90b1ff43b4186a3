import type { Bisection, BisectionResult, BisectionStep, Commit } from '../model/bisection.ts'
import type { Comparison } from '../model/comparison.ts'
import { formatApart } from '../model/format-quantity.ts'
import { comparedFigure } from './compared-figure.ts'
import { countOf } from './measured-text.ts'
import { sanitize } from './text/sanitize.ts'

/** What a search came to, for a person. */
export function renderBisection({ good, bad, commits, result }: Bisection): string {
  const range = `${shortId(good)}..${shortId(bad)}, ${countOf(commits, 'commit')}`
  return `\n${resultLines(result).join('\n')}\n\n      bisected  ${range}\n`
}

/** One commit that was tried, on one line. */
export function renderStep({ commit, finding, comparison, reason }: BisectionStep): string {
  const figure = comparison === undefined ? '' : `  ${changeOf(comparison)}`
  const why = reason === undefined ? '' : ` (${sanitize(reason)})`
  return `${shortId(commit)} ${sanitize(commit.subject)}${figure}  ${finding}${why}`
}

/** `+39.8 % [+38.1, +41.5]`, from the good end. */
export function changeOf({ change, interval }: Comparison): string {
  if (change === undefined) return 'from 0'
  return interval === undefined ? share(change) : `${share(change)} [${share(interval[0])}, ${share(interval[1])}]`
}

function resultLines(result: BisectionResult): string[] {
  if (result.kind === 'found') return foundLines(result.commit, result.comparison)
  if (result.kind === 'no-difference')
    return [` no difference   ${result.reason}`, ...result.compared.map((one) => `   ${sanitize(comparedFigure(one))}  ${changeOf(one)}  ${one.verdict}`)] // prettier-ignore
  return [` undecided   ${result.reason}`, ...result.suspects.map((one) => `   ${shortId(one)}  ${oneLine(one)}`)]
}

function foundLines(commit: Commit, comparison: Comparison): string[] {
  const [before, after] = formatApart(comparison.base, comparison.head, comparison.unit)
  return [
    ` ✗ worse since   ${commit.id}`,
    `   ${oneLine(commit)}`,
    `   ${sanitize(comparedFigure(comparison))}   ${before} before it, ${after} with it   ${changeOf(comparison)}   ${countOf(comparison.pairs, 'pair')}`,
  ]
}

function oneLine({ date, author, subject }: Commit): string {
  return `${date.slice(0, 10)}  ${sanitize(author)}  ${sanitize(subject)}`
}

function shortId({ id }: Commit): string {
  return id.slice(0, 8)
}

function share(change: number): string {
  return `${change >= 0 ? '+' : ''}${(change * 100).toFixed(1)} %`
}
