import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { ReportData } from '../browser/read-part.ts'
import { useRoute } from '../browser/use-route.ts'
import type { Route } from '../route.ts'
import { DataContext } from './data-context.ts'
import { EnvironmentPage } from './environment-page.tsx'
import { FailuresPage } from './failures-page.tsx'
import { InsightsPage } from './insights-page.tsx'
import { LimitsPage } from './limits-page.tsx'
import { Navigation } from './navigation.tsx'
import { OverviewPage } from './overview-page.tsx'
import { PrintPage } from './print-page.tsx'
import { ProfilePage, ProfilesPage } from './profile-page.tsx'
import { ResourcesPage } from './resources-page.tsx'
import { SloPage } from './slo-page.tsx'
import { SlosPage } from './slos-page.tsx'
import { SubjectPage } from './subject-page.tsx'
import { SubjectsPage } from './subjects-page.tsx'
import { TimelinePage } from './timeline-page.tsx'
import { TopBar } from './top-bar.tsx'

/** The whole page. */
export function App({ data }: { readonly data: ReportData }): JSX.Element {
  const route = useRoute()
  const main = useArrival(route)
  return (
    <DataContext.Provider value={data}>
      <a class="skip" href="#content" onClick={(event) => arrive(event, main.current)}>
        Skip to the content
      </a>
      <TopBar />
      <div class="columns">
        <Navigation route={route} />
        <main id="content" tabIndex={-1} ref={main}>
          <Page route={route} />
          <footer>
            Written by vitest-slo. All figures are in the <code>report.json</code> of this run.
          </footer>
        </main>
      </div>
    </DataContext.Provider>
  )
}

function arrive(event: Event, main: HTMLElement | null): void {
  event.preventDefault()
  main?.focus()
}

/** A new place begins at its top, and a screen reader goes on reading there. */
function useArrival(route: Route): { current: HTMLElement | null } {
  const main = useRef<HTMLElement>(null)
  const first = useRef(true)
  useEffect(() => {
    document.title = document.title.replace(/^(.*? · )?/, `${main.current?.querySelector('h1')?.textContent ?? ''} · `)
    if (!first.current) {
      main.current?.focus({ preventScroll: true })
      scrollTo(0, 0)
    }
    first.current = false
  }, [route])
  return main
}

const pages = {
  overview: OverviewPage,
  slos: SlosPage,
  tests: () => <SubjectsPage kind="test" />,
  files: () => <SubjectsPage kind="file" />,
  resources: ResourcesPage,
  timeline: TimelinePage,
  profiles: ProfilesPage,
  insights: InsightsPage,
  limits: LimitsPage,
  failures: FailuresPage,
  environment: EnvironmentPage,
  print: PrintPage,
}

function Page({ route }: { readonly route: Route }): JSX.Element {
  switch (route.page) {
    case 'slo':
      return <SloPage key={route.id} id={route.id} />
    case 'subject':
      return <SubjectPage key={route.key} path={route.key} />
    case 'profile':
      return <ProfilePage key={route.place} place={route.place} />
    default: {
      const Plain = pages[route.page]
      return <Plain key={route.page} />
    }
  }
}
