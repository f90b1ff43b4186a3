import type { Insight } from '../../model/insight.ts'
import type { Run } from '../../model/run.ts'
import type { Subject } from '../../model/subject.ts'
import { evidenceOf } from '../insights/evidence.ts'
import { insightWords } from '../insight-text.ts'
import type { PageInsight } from './page-data.ts'

/** What was noticed, in parts: in words, in numbers, what to type, and what it is about. */
export function pageInsights(run: Pick<Run, 'insights' | 'series'>, ids: ReadonlyMap<string, string>): PageInsight[] {
  return (run.insights ?? []).map((insight) => {
    const slo = 'slo' in insight ? ids.get(insight.slo) : undefined
    return {
      kind: insight.kind,
      ...insightWords(insight),
      evidence: evidenceOf(insight),
      ...(slo === undefined ? {} : { slo }),
      subjects: aboutOf(insight).flatMap((about) => subjectIn(run.series, about) ?? []),
    }
  })
}

type About = Partial<Subject> & Pick<Subject, 'kind' | 'name'>

/** What was measured that an insight is about. */
function aboutOf(insight: Insight): readonly About[] {
  switch (insight.kind) {
    case 'heap-step':
      return [fileOf(insight.file)]
    case 'container-share':
      return [
        { kind: 'container', name: insight.container },
        { ...fileOf(insight.file), project: insight.project },
      ]
    case 'container-repeated':
      return [{ kind: 'container', name: insight.container }, ...insight.files.map(fileOf)]
    case 'slow-tests':
      return insight.tests.map(({ name, file }) => ({ kind: 'test', name, file }))
    case 'cold-first':
    case 'start-up-share':
      return [{ kind: 'command', name: insight.command }]
    default:
      return 'subject' in insight ? [insight.subject] : []
  }
}

function fileOf(name: string): About {
  return { kind: 'file', name }
}

/** As it stands in the series: only there it is known of which project it is. */
function subjectIn(series: Run['series'], about: About): Subject | undefined {
  const isIt = ({ kind, name, file, project }: Subject): boolean =>
    kind === about.kind &&
    name === about.name &&
    (about.file === undefined || about.file === file) &&
    (about.project === undefined || about.project === project)
  return series.find(({ subject }) => isIt(subject))?.subject
}
