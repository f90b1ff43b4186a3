import type { PageTable, PageVerdict, TableKind } from '../../html/page-data.ts'
import { useLoaded } from '../browser/use-loaded.ts'
import { judgedSamples } from '../judged-samples.ts'
import type { JudgedSamples } from '../judged-samples.ts'
import { useData } from './data-context.ts'

/** What a verdict stands on; undefined while the table of its tests is unpacked. */
export function useJudged(verdict: PageVerdict): JudgedSamples | undefined {
  const data = useData()
  const { kind } = verdict.sli.subject
  const wanted = verdict.rows.length > 0 ? (kind as TableKind) : undefined
  const load = async (): Promise<PageTable | undefined> => (wanted === undefined ? undefined : await data.table(wanted))
  const loaded = useLoaded(load, wanted ?? 'none')
  if (wanted === undefined) return judgedSamples(verdict, data.head.report.series)
  return loaded?.value === undefined ? undefined : judgedSamples(verdict, data.head.report.series, loaded.value)
}
