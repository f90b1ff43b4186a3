import { describeBudget } from '../../model/describe-budget.ts'
import { explaining } from '../../model/profile.ts'
import type { Run } from '../../model/run.ts'
import { selects } from '../../model/selects.ts'
import type { Verdict } from '../../model/verdict.ts'
import { baselineText, waiverText } from '../baseline-text.ts'
import { consequence } from '../consequence.ts'
import { failedSamples } from '../judged-series.ts'
import { boundText, valueText } from '../measured-text.ts'
import { storedVerdict } from '../stored-entries.ts'
import { worstFirst } from '../tally.ts'
import { verdictLabel } from '../verdict-label.ts'
import { anchorsOf } from './anchors.ts'
import type { PageVerdict } from './page-data.ts'
import type { SortedSeries, SubjectTable } from './subject-tables.ts'

/** What is known of the past of a verdict. */
export type HistoryOf = (verdict: Verdict) => Pick<PageVerdict, 'past' | 'standing'>

/** Every verdict with its words and with where its samples are found on the page, the worst first. */
export function pageVerdicts(run: Run, series: SortedSeries, historyOf: HistoryOf): PageVerdict[] {
  const ids = anchorsOf(run.verdicts)
  return worstFirst(run.verdicts).map((verdict) =>
    pageVerdict(verdict, { run, series, historyOf, id: ids.get(verdict) as string }),
  )
}

interface Around {
  readonly run: Run
  readonly series: SortedSeries
  readonly historyOf: HistoryOf
  readonly id: string
}

function pageVerdict(verdict: Verdict, { run, series, historyOf, id }: Around): PageVerdict {
  const { slo } = verdict
  const { subject, metric } = slo.sli
  const selected = selects(subject)
  const profiles = run.profiles ?? []
  return {
    ...storedVerdict(verdict),
    id,
    ...verdictLabel(verdict, run.machine),
    effect: consequence(verdict, run),
    figure:
      verdict.status === 'no-data' || verdict.measured === undefined
        ? undefined
        : valueText(slo, verdict.measured, verdict.exact),
    bound: boundText(verdict),
    judged: placesOf(series.rest, (one) => one.metric === metric && selected(one.subject)),
    rows: subject.kind === 'test' || subject.kind === 'file' ? rowsOf(series.tables[subject.kind], verdict) : [],
    failures: failedSamples(slo, run.gaps).map((gap) => run.gaps.indexOf(gap)),
    profiles: explaining(slo, profiles).map((profile) => profiles.indexOf(profile)),
    ...historyOf(verdict),
    baselineText: baselineText(verdict),
    waiverText: waiverText(verdict),
    budgetText:
      slo.errorBudget === undefined || verdict.budget === undefined ? undefined : describeBudget(slo.errorBudget, verdict.budget),
  }
}

function placesOf<T>(items: readonly T[], wanted: (item: T) => boolean): number[] {
  return items.flatMap((item, place) => (wanted(item) ? [place] : []))
}

/** Stretches of rows: the tests of a file stand together. */
function rowsOf({ subjects, columns }: SubjectTable, { slo: { sli } }: Verdict): number[] {
  const measured = columns.filter(({ metric }) => metric === sli.metric)
  const selected = selects(sli.subject)
  const stretches: number[] = []
  subjects.forEach((subject, row) => {
    if (!selected(subject) || measured.every(({ samples }) => samples[row] === undefined)) return
    if (stretches.at(-1) === row) stretches[stretches.length - 1] = row + 1
    else stretches.push(row, row + 1)
  })
  return stretches
}
