import type { Document, ReportKind } from '../document.ts'

/** Whose history it is, and when its newest run ended; undefined where there is none. */
export interface OfHistory {
  readonly service: string | undefined
  readonly at: string | undefined
}

/** What every report on the runs that are remembered says, whatever else it tells. */
export function frameOfHistory(
  kind: ReportKind,
  title: string,
  { service, at }: OfHistory,
): Pick<Document, 'kind' | 'title' | 'at' | 'facts'> {
  return { kind, title: `${title} of ${service ?? 'this project'}`, at, facts: [] }
}
