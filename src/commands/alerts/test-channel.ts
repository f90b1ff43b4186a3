import { compose } from '../../alert/compose.ts'
import { deliver } from '../../alert/deliver.ts'
import { isStateChannel } from '../../model/alert-channel.ts'
import type { NewsChannel, StateChannel } from '../../model/alert-channel.ts'
import type { Config } from '../../model/config.ts'
import { SloError } from '../../model/fault.ts'
import type { ExitCode } from '../../model/run.ts'
import type { HistoryRequest } from '../history/with-history.ts'
import { loadProject } from '../load-project.ts'
import { printJson } from '../print-json.ts'
import type { World } from '../world.ts'

export interface TestRequest extends HistoryRequest {
  readonly channel: string
}

/** `slo alerts test`: 0 where the channel took a message, 2 where not. Rejects with SloError where there is no such channel. */
export async function testChannel({ channel: wanted, config: file, json }: TestRequest, world: World): Promise<ExitCode> {
  const { root, name, config } = await loadProject(world, { file })
  const channel = config.alerts?.channels.find((one) => one.name === wanted)
  if (channel === undefined)
    throw new SloError(`${name} declares no channel ${wanted} under alerts.channels${namesOf(config.alerts?.channels)}`)
  const failed = isStateChannel(channel)
    ? await showTest(channel, { world, config })
    : await sendTest(channel, { root, world, config })
  if (json === true) printJson(world.stdout, { channel: wanted, sent: failed === undefined, reason: failed })
  else if (failed === undefined) world.stdout.write(`${wanted} took the message "${titleOf(config)}"\n`)
  else world.stderr.write(`${wanted} did not take it: ${failed}\n`)
  return failed === undefined ? 0 : 2
}

interface Place {
  readonly root: string
  readonly world: World
  readonly config: Config
}

/** Resolves to what went wrong, if anything. */
async function sendTest(channel: NewsChannel, { root, world, config }: Place): Promise<string | undefined> {
  const message = compose(testNotice(world.now().toISOString()), { service: config.service })
  const sending = { env: world.env, root, now: () => Math.floor(world.now().getTime() / 1000) }
  const [failed] = await deliver([{ channel, messages: [message] }], sending)
  return failed === undefined ? undefined : `${failed.partly ? 'not everybody was told: ' : ''}${failed.reason}`
}

/** A check or a comment of its own, that says nothing of any run. */
async function showTest(channel: StateChannel, { world, config }: Omit<Place, 'root'>): Promise<string | undefined> {
  const { showTestOn } = await import('./show-test.ts')
  const title = titleOf(config)
  return await showTestOn(channel, { title, env: world.env, at: world.now().toISOString() })
}

function titleOf({ service }: Config): string {
  return compose(testNotice(''), { service }).title
}

function namesOf(channels: readonly { readonly name: string }[] = []): string {
  return channels.length === 0 ? '' : `: there are ${channels.map(({ name }) => name).join(', ')}`
}

/** Says of itself that it is a test, and resolves nothing. */
function testNotice(at: string): Parameters<typeof compose>[0] {
  const run = { id: `test-${at}`, at }
  const finding = { reason: 'this is a test of the channel; nothing is wrong' }
  const alert = {
    key: 'test',
    type: 'anomaly',
    severity: 'low',
    cause: 'a test of this channel',
    owners: [],
    findings: [finding],
  } as const
  return { kind: 'new', record: { alert, status: 'open', since: run, last: run, runs: 1, escalated: false, undelivered: [] } }
}
