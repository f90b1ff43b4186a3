import { formatQuantity } from '../model/format-quantity.ts'
import type { ExitCode, Overhead, Run } from '../model/run.ts'
import { notesOf } from './run-state.ts'
import { violationDetail } from './terminal/detail.ts'
import { budgetLines } from './terminal/budget-lines.ts'
import { brokenLimitBlocks, limitFootnotes } from './terminal/limit-lines.ts'
import { footnote } from './terminal/page.ts'
import type { Page } from './terminal/page.ts'
import { paletteFor } from './terminal/palette.ts'
import { baselineFootnotes } from './terminal/past-lines.ts'
import { statusLine } from './terminal/status-line.ts'
import { verdictTable } from './terminal/verdict-table.ts'
import { isViolated } from './terminal/violated.ts'
import { sanitize, sanitizeFlat } from './text/sanitize.ts'

export interface TerminalOptions {
  /** False leaves no escape code in the text. */
  readonly colors: boolean
  /** Lists the SLOs that are met too. */
  readonly all: boolean
  /** Columns; anything that is no sensible width means 80. */
  readonly width: number
  /** Paths of the reports that were written; without them the folder is named. */
  readonly reports?: readonly string[]
  /** What the process exits with, where that is not the exit code of the run (inside Vitest there are only 0 and 1). */
  readonly exitCode?: ExitCode
}

/**
 * The block that ends a run: what was violated and why, a table of the verdicts, where the reports are, and always a status line.
 * Ends with a newline.
 */
export function renderTerminal(run: Run, options: TerminalOptions): string {
  const page: Page = { palette: paletteFor(options.colors), width: usableWidth(options.width) }
  const details = run.verdicts.filter(isViolated).map((verdict) => violationDetail(verdict, run, page))
  const table = verdictTable(run, options.all, page)
  const blocks = [
    ...brokenLimitBlocks(run, page),
    ...details,
    [
      ...table,
      ...limitFootnotes(run, page),
      ...budgetLines(run, page),
      ...baselineFootnotes(run, page),
      ...machineLines(run, page),
      ...noteLines(run, page),
      ...scoreLines(run, page),
      ...reportLines(run, options, page),
    ],
  ]
  const text = blocks.map((lines) => lines.join('\n')).join('\n\n')
  return `${text}\n${statusLine(run, options.exitCode ?? run.exitCode, page)}\n`
}

function usableWidth(width: number): number {
  return width >= 40 ? Math.min(Math.floor(width), 200) : 80
}

function machineLines({ machine }: Run, page: Page): string[] {
  if (machine.fitness.fit) return []
  return footnote('machine', `not fit for timings: ${sanitizeFlat(machine.fitness.reasons.join('; '))}`, page)
}

function scoreLines({ score }: Run, page: Page): string[] {
  return score === undefined ? [] : footnote('score', `${score} of 100`, page)
}

function noteLines(run: Run, page: Page): string[] {
  return notesOf(run).flatMap((note) => footnote('note', note, page))
}

function reportLines({ reportsDir, overhead }: Run, { reports }: TerminalOptions, page: Page): string[] {
  const paths = (reports ?? [`${reportsDir}/`]).map(sanitize).join(' · ')
  return [
    ...(paths === '' ? [] : footnote('reports', paths, page)),
    ...(overhead === undefined ? [] : footnote('overhead', overheadText(overhead), page)),
  ]
}

function overheadText({ perTestMs, samplerCpuRatio, profilingMs }: Overhead): string {
  const profiling = profilingMs === undefined ? '' : `, profiling ${formatQuantity(profilingMs, 'ms')} after the run`
  return `${formatQuantity(perTestMs, 'ms')} a test, sampler ${formatQuantity(samplerCpuRatio, 'ratio')} of a core${profiling}`
}
