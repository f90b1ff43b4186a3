import { SloError } from '../../model/fault.ts'
import { liveScript, renderLivePage } from '../../report/served/live-page.ts'
import { renderMessagePage } from '../../report/served/message-page.ts'
import { renderRunsPage } from '../../report/served/runs-page.ts'
import { servedPolicy, servedStyle } from '../../report/served/served-page.ts'
import { jsonAnswer, redirect, textAnswer } from '../../serve/answer.ts'
import type { Answer } from '../../serve/answer.ts'
import type { Asked } from '../../serve/asked.ts'
import type { Project } from '../load-project.ts'
import { apiAnswer } from './api-answer.ts'
import type { Served } from './api-answer.ts'
import { foundRun } from './found-run.ts'
import { withKnownRuns } from './known-runs.ts'
import { metricsAnswer } from './metrics-answer.ts'
import { pageOfRun } from './report-answer.ts'

interface Site extends Omit<Served, 'project'> {
  /** The project as it is now. */
  readonly project: () => Promise<Project>
}

/** Everything that `slo serve` answers. Reads, and writes nothing. Never rejects: what goes wrong is an answer too. */
export function siteOf(site: Site): (asked: Asked) => Promise<Answer> {
  return async (asked) => {
    try {
      const served = { ...site, project: await site.project() }
      return (await answerTo(asked, served)) ?? faultOf(asked, 404, 'there is nothing of that name here')
    } catch (error) {
      if (error instanceof SloError) return faultOf(asked, 500, error.message)
      site.world.stderr.write(`slo serve failed unexpectedly, please report it:\n${(error as Error).stack ?? String(error)}\n`)
      return faultOf(asked, 500, 'it failed unexpectedly; where slo serve runs it says why')
    }
  }
}

async function answerTo(asked: Asked, served: Served): Promise<Answer | undefined> {
  const [room = '', id, ...more] = asked.path
  if (room === 'api') return await apiAnswer(asked, served)
  if (room === 'runs' && id !== undefined && more.length === 0) return await runPage(id, served)
  return id === undefined ? await rooms.get(room)?.(served, asked) : undefined
}

type Room = (served: Served, asked: Asked) => Promise<Answer | undefined>

const rooms: ReadonlyMap<string, Room> = new Map<string, Room>([
  // A run that goes on is the newest.
  ['', async (served) => (served.live()?.status === 'running' ? redirect('/live') : await lastPage(served))],
  ['report', lastPage],
  ['live', async ({ live, project }) => page(renderLivePage(live(), project.config.service))],
  ['runs', runsPage],
  ['metrics', async ({ project }, { headers }) => await metricsAnswer(headers.accept ?? '', project)],
  ['health', async () => textAnswer('ok')],
  ['live.js', async () => ({ status: 200, type: 'text/javascript; charset=utf-8', body: liveScript })],
  ['style.css', async () => ({ status: 200, type: 'text/css; charset=utf-8', body: servedStyle })],
  // Every browser asks for one.
  ['favicon.ico', async () => ({ status: 204, type: 'image/x-icon', body: '' })],
])

function page(body: string, status = 200): Answer {
  return { status, type: 'text/html; charset=utf-8', body, policy: servedPolicy }
}

async function lastPage({ project }: Served): Promise<Answer> {
  const found = await foundRun('last', project)
  if (found !== undefined) return await pageOfRun(found.run, project)
  return page(
    renderMessagePage('No run yet', 'No run is stored here: slo run makes one. Under Live it can be watched as it goes.'),
    404,
  )
}

async function runPage(id: string, { project }: Served): Promise<Answer | undefined> {
  const found = await foundRun(id, project)
  return found === undefined ? undefined : await pageOfRun(found.run, project)
}

const mostListed = 500

async function runsPage({ project }: Served): Promise<Answer> {
  const runs = await withKnownRuns(project, (store) => store.list({ limit: mostListed }))
  return page(renderRunsPage(runs ?? [], project.config.service))
}

/** Programs get data, people a page. */
function faultOf({ path, headers }: Asked, status: number, message: string): Answer {
  if (path[0] === 'api') return jsonAnswer({ error: message }, status)
  if (headers.accept?.includes('text/html') !== true) return textAnswer(message, status)
  return page(renderMessagePage(status === 404 ? 'Not found' : 'That failed', message), status)
}
