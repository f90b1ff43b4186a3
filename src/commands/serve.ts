import { resolve } from 'node:path'
import { liveFolder } from '../model/live.ts'
import type { LiveRun } from '../model/live.ts'
import type { ExitCode } from '../model/run.ts'
import { liveView } from '../report/served/live-page.ts'
import { EventStreams } from '../serve/event-streams.ts'
import { isLiveProcess, liveProcess } from '../measure/process/live-process.ts'
import { LiveLogs } from '../serve/live-logs.ts'
import { startServer } from '../serve/start-server.ts'
import type { Project } from './load-project.ts'
import { followProject } from './serve/follow-project.ts'
import { siteOf } from './serve/site.ts'
import { tokenOf } from './serve/token-of.ts'
import type { Signal, World } from './world.ts'

export interface ServeRequest {
  readonly port: number
  readonly host: string
  /** The token itself, or `env:NAME`. */
  readonly token?: string
  readonly allowHost?: readonly string[]
  /** The slo.config file. */
  readonly config?: string
}

/**
 * `slo serve`: the last run, those before it and one that goes on, for a browser and for programs, until it is interrupted. Rejects
 * with SloError where it cannot listen, or must not.
 */
export async function serve({ port, host, token, allowHost = [], config }: ServeRequest, world: World): Promise<ExitCode> {
  const secret = tokenOf(token, world)
  const watching: { logs?: LiveLogs; folder?: string } = {}
  const watch = (one: Project): void => {
    if (watching.folder === liveFolderOf(one)) return
    watching.logs?.close()
    watching.folder = liveFolderOf(one)
    watching.logs = watchRuns(watching.folder, world)
  }
  const project = await followProject({ world, request: { file: config }, onChange: watch })
  const live = (): LiveRun | undefined => watching.logs?.read()
  const events = new EventStreams({ read: live, views })
  const site = siteOf({ project, world, live })
  const server = await startServer({ host, port, token: secret, allowedNames: allowHost, site, events })
  try {
    watch(await project())
    world.stdout.write(greeting(server.url, secret !== undefined))
    await interruption(world)
  } finally {
    await server.close()
    watching.logs?.close()
  }
  return 0
}

function greeting(url: string, isClosed: boolean): string {
  const way = isClosed ? `A browser comes in once by ${url}?token=<token>. ` : ''
  return `${url} shows the last run, ${url}live one as it goes, ${url}runs those before. ${way}Ctrl-C ends it.\n`
}

/** What listeners are sent of a run: data for programs, the parts of a page for a browser. */
const views = new Map<string, (run: LiveRun | undefined) => string>([
  ['json', (run) => JSON.stringify(run ?? { status: 'idle' })],
  ['html', liveView],
])

function liveFolderOf({ root, config }: Project): string {
  return resolve(root, config.reports.dir, liveFolder)
}

/** Reports are served all the same where no run can tell that it is watched. */
function watchRuns(folder: string, world: World): LiveLogs | undefined {
  try {
    return new LiveLogs(folder, {
      own: liveProcess(),
      isAlive: isLiveProcess,
    })
  } catch (error) {
    world.stderr.write(`runs cannot be shown as they go: ${(error as Error).message}\n`)
    return undefined
  }
}

const ends: readonly Signal[] = ['SIGINT', 'SIGTERM', 'SIGHUP']

/** Settles when somebody ends this process. */
async function interruption(world: World): Promise<void> {
  const stops: (() => void)[] = []
  await new Promise<void>((over) => {
    for (const signal of ends) stops.push(world.onSignal(signal, over))
  })
  for (const stop of stops) stop()
}
