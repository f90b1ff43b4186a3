import { compose } from '../../src/alert/compose.ts'
import type { Message } from '../../src/alert/compose.ts'
import { deliver } from '../../src/alert/deliver.ts'
import type { Undelivered } from '../../src/alert/deliver.ts'
import type { Alert, AlertFinding, Notice } from '../../src/model/alert.ts'
import type { NewsChannel } from '../../src/model/alert-channel.ts'

/** A promise on the build that is broken since the second of January, with these findings. */
export function messageOf(findings: readonly AlertFinding[] = [finding], kind: Notice['kind'] = 'escalated'): Message {
  const alert: Alert = {
    key: '["acme","main","command build"]',
    type: 'time',
    severity: 'critical',
    cause: 'src/build.ts:88',
    owners: ['team web'],
    findings,
  }
  const since = { id: 'run-2', at: '2026-01-02T12:00:00.000Z', branch: 'main', commit: '0123456789abcdef' }
  const last = { ...since, id: 'run-5', at: '2026-01-05T12:00:00.000Z' }
  const record = { alert, status: 'open', since, last, runs: 4, escalated: true, undelivered: [] } as const
  return compose({ kind, record }, { service: 'acme', link: 'https://slo.example.com/runs/{run}.html' })
}

/** What that promise came to. */
export const finding: AlertFinding = {
  slo: 'first-build',
  promised: 'max <= 3s',
  measured: 'max 3.5s',
  reason: 'max 3.5s, objective <= 3s (+16.7 %)',
}

/** What a message must say to be acted on: promised, measured, since when, owner, cause, link, next command. */
export const everything = [
  'first-build',
  'max 3.5s',
  'max <= 3s',
  '2026-01-02T12:00:00.000Z',
  'team web',
  'src/build.ts:88',
  'https://slo.example.com/runs/run-5.html',
  'slo profile first-build',
]

type WithoutName = NewsChannel extends infer C ? (C extends NewsChannel ? Omit<C, 'name' | 'timeout'> : never) : never

/** Sends a message on one channel; what went wrong, if anything. */
export async function sendOn(
  channel: WithoutName,
  {
    timeout = 5000,
    env = {},
    sent = messageOf(),
    root = '/',
  }: {
    readonly timeout?: number
    readonly env?: Readonly<Record<string, string>>
    readonly sent?: Message
    readonly root?: string
  } = {},
): Promise<Undelivered | undefined> {
  const whole = { name: 'team', timeout, ...channel } as NewsChannel
  const [failed] = await deliver([{ channel: whole, messages: [sent] }], { env, root, now: () => 1_700_000_000 })
  return failed
}
