import type { JSX } from 'preact'
import { grouped } from '../../measured-text.ts'
import { formatRoute } from '../route.ts'
import type { PlainPage, Route } from '../route.ts'
import { useData } from './data-context.ts'
import { resourceSeries } from './resource-series.ts'

interface Entry {
  readonly page: PlainPage
  readonly title: string
  readonly count?: number
}

/** The places of the page. What the run has nothing of is left out. */
export function Navigation({ route }: { readonly route: Route }): JSX.Element {
  const { head } = useData()
  const open = sectionOf(route)
  return (
    <nav aria-label="Pages">
      <ul>
        {entriesOf(head).map(({ page, title, count }) => (
          <li key={page}>
            <a href={formatRoute({ page })} aria-current={open === page ? 'page' : undefined}>
              {title}
              {count === undefined ? undefined : <span class="count">{grouped(count)}</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

const sections: Readonly<Record<string, PlainPage>> = { slo: 'slos', profile: 'profiles' }

function sectionOf(route: Route): PlainPage {
  if (route.page !== 'subject') return sections[route.page] ?? (route.page as PlainPage)
  const [kind] = route.key.split('|')
  if (kind === 'test') return 'tests'
  return kind === 'file' ? 'files' : 'resources'
}

function entriesOf({ report, verdicts, counts, insights, limits, tracks }: ReturnType<typeof useData>['head']): readonly Entry[] {
  const { profiles, notProfiled = [], gaps, series } = report
  const entries: readonly Entry[] = [
    { page: 'overview', title: 'Overview' },
    { page: 'slos', title: 'SLOs', count: verdicts.length },
    { page: 'tests', title: 'Tests', count: counts.test },
    { page: 'files', title: 'Test files', count: counts.file },
    { page: 'resources', title: 'Measured', count: new Set(resourceSeries(series).map((one) => one.subject.name)).size },
    { page: 'timeline', title: 'Time lines', count: tracks },
    { page: 'profiles', title: 'Profiles', count: profiles.length + notProfiled.length },
    { page: 'insights', title: 'Insights', count: insights.length },
    { page: 'limits', title: 'Limits', count: limits.length },
    { page: 'failures', title: 'Failures and gaps', count: gaps.length },
    { page: 'environment', title: 'Environment' },
  ]
  return entries.filter(({ count }) => count !== 0)
}
