import type { Run } from '../../model/run.ts'
import { formatSelector } from '../../model/subject.ts'
import type { Verdict } from '../../model/verdict.ts'
import { consequence } from '../consequence.ts'
import type { Cell, Column, Figure, Row, Section } from '../document.ts'
import { boundText, measuredText, valueText } from '../measured-text.ts'
import { worstFirst } from '../tally.ts'
import { sanitizeFlat } from '../text/sanitize.ts'
import { verdictLabel } from '../verdict-label.ts'

const columns: readonly Column[] = [
  { key: 'label', title: 'verdict', for: 'people' },
  { key: 'status', title: 'status', for: 'machines' },
  { key: 'name', title: 'SLO' },
  { key: 'measured', title: 'measured' },
  { key: 'bound', title: 'bound', for: 'people' },
  ...['enforce', 'effect', 'subject', 'metric', 'statistic', 'op'].map((key) => ({ key, title: key, for: 'machines' }) as const),
  { key: 'threshold', title: 'threshold', for: 'machines' },
  { key: 'unit', title: 'unit', for: 'machines' },
  { key: 'headroom', title: 'headroom', for: 'machines' },
  { key: 'samples', title: 'samples', for: 'machines' },
  { key: 'exact', title: 'exact', for: 'machines' },
  { key: 'confirmed', title: 'confirmed', for: 'machines' },
  { key: 'noData', title: 'no data because', for: 'machines' },
  { key: 'reason', title: 'why' },
]

/** The verdicts as a table, the worst first. */
export function verdictSection(run: Run, verdicts: readonly Verdict[] = run.verdicts): Section {
  const rows = worstFirst(verdicts).map((verdict) => rowOf(verdict, run))
  return { id: 'verdicts', title: 'Objectives', columns, rows, most: 200 }
}

function rowOf(verdict: Verdict, run: Run): Row {
  const { slo, status, reason } = verdict
  const { mark, word } = verdictLabel(verdict, run.machine)
  const { sli, objective, enforce, name } = slo
  return {
    label: `${mark} ${word}`,
    status,
    name,
    bound: boundText(verdict),
    enforce,
    effect: consequence(verdict, run),
    subject: formatSelector(sli.subject),
    metric: sli.metric,
    statistic: objective.statistic,
    op: objective.op,
    threshold: { value: objective.threshold, unit: objective.unit },
    unit: objective.unit,
    ...figuresOf(verdict),
    reason: status === 'met' ? undefined : sanitizeFlat(reason),
  }
}

function figuresOf(verdict: Verdict): Readonly<Record<string, Cell>> {
  if (verdict.status === 'no-data') return { noData: verdict.cause }
  const { slo, measured, headroom, confirmed, samples, exact } = verdict
  const { unit } = slo.objective
  const figure = (value: number | undefined, text?: string): Figure | undefined => (value === undefined ? undefined : { value, unit, ...(text === undefined ? {} : { text }) }) // prettier-ignore
  return {
    measured: figure(measured, measuredText(verdict)),
    headroom: figure(headroom),
    confirmed: figure(confirmed, confirmed === undefined ? undefined : valueText(slo, confirmed, exact)),
    samples,
    exact: String(exact),
  }
}
