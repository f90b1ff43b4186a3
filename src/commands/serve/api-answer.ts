import { headOf } from '../../model/history.ts'
import type { LiveRun } from '../../model/live.ts'
import type { Verdict } from '../../model/verdict.ts'
import { comparisonDocument } from '../../report/documents/comparison-document.ts'
import { jsonAnswer } from '../../serve/answer.ts'
import type { Answer } from '../../serve/answer.ts'
import type { Asked } from '../../serve/asked.ts'
import { documentOfHistory } from '../report/document-of-history.ts'
import { readComparison } from '../report/read-comparison.ts'
import type { Project } from '../load-project.ts'
import type { World } from '../world.ts'
import { foundRun } from './found-run.ts'
import { withKnownRuns } from './known-runs.ts'
import { documentAnswer, kindAndFormat, reportAnswer } from './report-answer.ts'

/** What a server tells about. */
export interface Served {
  readonly project: Project
  readonly world: World
  readonly live: () => LiveRun | undefined
}

/** What programs are answered below `/api`; undefined where there is nothing of that name. */
export async function apiAnswer({ path, query }: Asked, served: Served): Promise<Answer | undefined> {
  const [, room = '', ...names] = path
  return await rooms.get(`${room}/${names.length}`)?.(served, { names: names as [string, string], query })
}

interface Named {
  readonly names: readonly [first: string, second: string]
  readonly query: URLSearchParams
}

/** By their name and how many names follow. */
const rooms: ReadonlyMap<string, (served: Served, named: Named) => Promise<Answer | undefined>> = new Map([
  ['live/0', async ({ live }: Served) => jsonAnswer(live() ?? { status: 'idle' })],
  ['runs/0', async ({ project }: Served, { query }: Named) => await runsAnswer(query, project)],
  ['runs/1', async ({ project }: Served, { names: [id] }: Named) => await runAnswer(id, project)],
  ['runs/2', async (served: Served, { names: [id, file] }: Named) => await fileAnswer(id, file, served)],
  ['reports/1', async (served: Served, { names: [file] }: Named) => await historyAnswer(file, served)],
])

async function runsAnswer(query: URLSearchParams, project: Project): Promise<Answer> {
  const limit = Number(query.get('limit') ?? mostRuns)
  if (!Number.isInteger(limit) || limit < 1) return jsonAnswer({ error: 'limit is a whole number from 1 on' }, 400)
  const filter = { branch: query.get('branch') ?? undefined, environment: query.get('environment') ?? undefined, limit }
  const runs = await withKnownRuns(project, (store) => store.list(filter))
  return jsonAnswer({ service: project.config.service, runs: runs ?? [] })
}

const mostRuns = 200

async function fileAnswer(id: string, file: string, served: Served): Promise<Answer | undefined> {
  const found = await foundRun(id, served.project)
  return found === undefined ? undefined : await reportAnswer(found, file, served)
}

/** A run at a glance. */
async function runAnswer(id: string, project: Project): Promise<Answer | undefined> {
  const found = await foundRun(id, project)
  if (found === undefined) return undefined
  const { run } = found
  const report = `/api/runs/${encodeURIComponent(run.id)}/report.json`
  return jsonAnswer({ ...headOf(run), score: run.score, tests: run.tests, verdicts: run.verdicts.map(glance), report })
}

function glance(verdict: Verdict) {
  const { name, objective: { statistic, op, threshold, unit } } = verdict.slo // prettier-ignore
  const measured = 'measured' in verdict ? verdict.measured : undefined
  return { slo: name, status: verdict.status, objective: { statistic, op, threshold, unit }, measured, reason: verdict.reason }
}

/** Reports that tell of more than one run. */
async function historyAnswer(file: string, { world, project }: Served): Promise<Answer | undefined> {
  const [word, format] = kindAndFormat(file)
  if (format === undefined) return undefined
  const here = { ...world, cwd: project.root }
  if (word === 'comparative') {
    return await documentAnswer(comparisonDocument((await readComparison(undefined, here)).result), format, world)
  }
  const kind = kinds.find((one) => one === word)
  if (kind === undefined) return undefined
  const isThere = await withKnownRuns(project, async () => true)
  if (isThere !== true) return jsonAnswer({ error: 'no run is remembered yet: slo run adds one' }, 404)
  return await documentAnswer(await documentOfHistory({ kind, place: undefined, limit: 60 }, here), format, world)
}

const kinds = ['historical', 'trend', 'flaky', 'budget'] as const
