import { silenceMark } from '../../alert/alert-marks.ts'
import { SloError } from '../../model/fault.ts'
import type { ExitCode } from '../../model/run.ts'
import { withHistory } from '../history/with-history.ts'
import type { HistoryRequest } from '../history/with-history.ts'
import { loadProject } from '../load-project.ts'
import { printJson } from '../print-json.ts'
import { whoAmI } from '../who-am-i.ts'
import type { World } from '../world.ts'
import { timeFromNow } from './time-from-now.ts'

export interface SilenceRequest extends HistoryRequest {
  /** Name of an SLO, or `*`. */
  readonly slo: string
  /** A time with its unit: `2h`. */
  readonly for: string
  readonly reason?: string
  /** Ends the silence instead. */
  readonly end?: boolean
}

/** `slo alerts silence`. Rejects with SloError for an SLO that is not declared, and where no reason is given. */
export async function silence(request: SilenceRequest, world: World): Promise<ExitCode> {
  const { slo, config: file } = request
  const { name, config } = await loadProject(world, { file })
  if (slo !== '*' && !config.slos.some((declared) => declared.name === slo))
    throw new SloError(`${name} declares no SLO ${slo}: slo validate lists them`)
  return request.end === true ? await end(request, world) : await begin(request, world)
}

async function begin({ slo, for: duration, reason = '', config, json }: SilenceRequest, world: World): Promise<ExitCode> {
  if (reason.trim() === '') throw new SloError('a silence needs --reason: whoever finds it later has to know why')
  const until = timeFromNow(duration, world)
  const made = { slo, until, reason, by: whoAmI(world), at: world.now().toISOString() }
  await withHistory(world, config, ({ store }) => store.mark(silenceMark(made)))
  if (json === true) printJson(world.stdout, made)
  else world.stdout.write(`nobody is told about ${slo === '*' ? 'anything' : slo} until ${until}\n`)
  return 0
}

async function end({ slo, config, json }: SilenceRequest, world: World): Promise<ExitCode> {
  const ended = await withHistory(world, config, ({ store }) => store.unmark('silence', slo))
  if (!ended) throw new SloError(`${slo} is not silenced: slo alerts list shows what is`)
  if (json === true) printJson(world.stdout, { slo, ended })
  else world.stdout.write(`${slo === '*' ? 'everything' : slo} is told about again\n`)
  return 0
}
