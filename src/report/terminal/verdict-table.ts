import type { Run } from '../../model/run.ts'
import type { Verdict } from '../../model/verdict.ts'
import { consequence } from '../consequence.ts'
import { boundText, measuredText } from '../measured-text.ts'
import { worstFirst } from '../tally.ts'
import { cutMiddle } from '../text/cut-middle.ts'
import { displayWidth, padTo } from '../text/display-width.ts'
import { sanitize, sanitizeFlat } from '../text/sanitize.ts'
import { wrap } from '../text/wrap.ts'
import { verdictLabel } from '../verdict-label.ts'
import type { Page } from './page.ts'
import type { Palette } from './palette.ts'

interface Row {
  readonly label: string
  readonly name: string
  readonly measured: string
  readonly bound: string
  readonly paint: (text: string) => string
}

interface Columns {
  readonly label: number
  readonly name: number
  readonly measured: number
  readonly bound: number
}

const longestReason = 400

/** One row per verdict, the worst first; the met ones are folded into their number unless `all`. */
export function verdictTable(run: Run, all: boolean, page: Page): string[] {
  if (run.verdicts.length === 0) return []
  const shown = worstFirst(run.verdicts).filter(({ status }) => all || status !== 'met')
  const rows = [...shown.map((verdict) => rowOf(verdict, run, page.palette)), ...foldedRow(run, shown.length, page.palette)]
  const header = { label: 'SLO', name: 'objective', measured: 'measured', bound: 'bound', paint: page.palette.faint }
  const columns = columnsFor([...(shown.length > 0 ? [header] : []), ...rows], page.width)
  return [
    ...(shown.length > 0 ? [page.palette.faint(linesOf(header, columns).join(''))] : []),
    ...rows.flatMap((row) => linesOf(row, columns)),
  ]
}

function rowOf(verdict: Verdict, run: Run, palette: Palette): Row {
  const { mark, word } = verdictLabel(verdict, run.machine)
  const effect = consequence(verdict, run)
  return {
    label: `${mark} ${word}`,
    name: sanitize(verdict.slo.name),
    measured: cutMiddle(measuredCell(verdict, word), longestReason),
    bound: verdict.status === 'no-data' ? (effect as string) : boundText(verdict) + note(word, effect),
    paint: palette.status[verdict.status],
  }
}

function note(word: string, effect: string | undefined): string {
  if (word === 'unfit') return ' (inconclusive)'
  return effect === 'warn only' ? ' (warn only)' : ''
}

/** A figure speaks for itself; where there is none, or where it is doubted, the reason does. Of an unfit machine a line below tells. */
function measuredCell(verdict: Verdict, word: string): string {
  const figure = verdict.status === 'inconclusive' && word !== 'unfit' ? undefined : measuredText(verdict)
  return figure ?? sanitizeFlat(verdict.reason)
}

function foldedRow({ verdicts }: Run, shown: number, palette: Palette): Row[] {
  const folded = verdicts.length - shown
  const name = shown === 0 ? `all ${folded}` : `${folded} more`
  return folded === 0 ? [] : [{ label: '✓ met', name, measured: '', bound: '', paint: palette.status.met }]
}

function columnsFor(rows: readonly Row[], width: number): Columns {
  const widest = (key: 'label' | 'name' | 'measured' | 'bound') => Math.max(...rows.map((row) => displayWidth(row[key])))
  const label = widest('label')
  const bound = Math.min(widest('bound'), Math.max(22, Math.floor(width * 0.25)))
  const rest = width - 1 - label - bound - 6
  const name = Math.min(widest('name'), Math.max(Math.floor(rest * 0.45), rest - widest('measured')))
  return { label, name, measured: Math.min(widest('measured'), rest - name), bound }
}

function linesOf({ label, name, measured, bound, paint }: Row, columns: Columns): string[] {
  const [values, bounds] = [wrap(measured, columns.measured), wrap(bound, columns.bound)]
  return Array.from({ length: Math.max(values.length, bounds.length) }, (_, index) => {
    const [first, second] = index === 0 ? [label, cutMiddle(name, columns.name)] : ['', '']
    const rest = `${padTo(second, columns.name)}  ${padTo(values[index] ?? '', columns.measured)}  ${bounds[index] ?? ''}`
    return ` ${index === 0 ? paint(first) : ''}${padTo('', columns.label - displayWidth(first))}  ${rest}`.trimEnd()
  })
}
