import { z } from 'zod'
import { alertTypes, severities } from '../../model/alert.ts'
import type { Alerting, EscalateAfter } from '../../model/alert.ts'
import { channelKinds } from '../../model/alert-channel.ts'
import type { AlertChannel } from '../../model/alert-channel.ts'
import { showValue } from '../../model/show-value.ts'
import type { AlertRouteInput, AlertsInput } from '../alerts-input.ts'
import { byName, choice, closed, flag, name, report, text, whenUsed } from './leaf.ts'
import { time, wholeNumber } from './number-leaf.ts'

const timeout = time({ least: 1000, most: 60_000, expected: "a time from '1s' to '60s'" }).default(10_000)

/** An address, or the variable that holds it. What came is not shown: it may be secret. */
function address(protocols: readonly string[]): z.ZodType<string> {
  const expected = `an address that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}, or 'env:NAME'`
  return z.string({ error: expected }).superRefine((written, context) => {
    if (/^env:\w+$/.test(written)) return
    if (URL.canParse(written) && protocols.includes(new URL(written).protocol)) return
    report(context, { code: 'unknown-value', came: 'what is written here', expected })
  })
}

const web = address(['http:', 'https:'])
const secret = text("'env:NAME', the variable that holds it")
const people = z
  .array(text('a mail address'), { error: "mail addresses such as ['team@example.com']" })
  .min(1, { error: 'at least one mail address' })

const channelShapes = {
  webhook: { url: web, secret: secret.optional() },
  slack: { url: web },
  email: { server: address(['smtp:', 'smtps:']), from: text('a mail address'), to: people },
  pagerduty: { key: secret, url: web.default('https://events.pagerduty.com/v2/enqueue') },
  alertmanager: { url: web },
  command: { run: text("a command for the shell such as 'node tell.mjs'") },
} as const satisfies Readonly<Record<AlertChannel['kind'], z.core.$ZodShape>>

/** Of the kind that it says, with the keys of that kind and no others. */
const channel = z.any().transform((written: unknown, context): Omit<AlertChannel, 'name'> => {
  const kind = choice(channelKinds).safeParse((written as { readonly kind?: unknown } | undefined)?.kind, { reportInput: true })
  if (!kind.success) {
    context.issues.push(...kind.error.issues.map((issue) => ({ ...issue, path: ['kind', ...issue.path] }) as z.core.$ZodRawIssue))
    return z.NEVER
  }
  const shape = {
    kind: z.literal(kind.data),
    timeout,
    ...channelShapes[kind.data],
  }
  const parsed = closed(shape, `a channel such as { kind: '${kind.data}' }`).safeParse(written, { reportInput: true })
  if (parsed.success) return parsed.data
  context.issues.push(...(parsed.error.issues as z.core.$ZodRawIssue[]))
  return z.NEVER
})

const routeShape = {
  to: z
    .array(text('the name of a channel'), { error: "names of channels such as ['team']" })
    .min(1, { error: 'at least one channel' }),
  severity: z.array(choice(severities), { error: "severities such as ['critical', 'high']" }).optional(),
  type: z.array(choice(alertTypes), { error: "types such as ['time', 'memory']" }).optional(),
  owner: name('the owner of SLOs').optional(),
  branch: name('the name of a branch').optional(),
  escalation: flag.default(false),
} satisfies Record<keyof AlertRouteInput, z.ZodType>

const patience = "a number of runs from 2 to 1000, or a time from '1m' to '30d'"
const [afterRuns, afterTime] = [
  wholeNumber({ least: 2, most: 1000, expected: patience }),
  time({ least: 60_000, most: 30 * 86_400_000, expected: patience }),
]
const escalation = z.any().transform((written: unknown, context): EscalateAfter => {
  const parsed = (typeof written === 'string' ? afterTime : afterRuns).safeParse(written, { reportInput: true })
  if (parsed.success)
    return typeof written === 'string' ? { kind: 'time', time: parsed.data } : { kind: 'runs', runs: parsed.data }
  context.issues.push(...(parsed.error.issues as z.core.$ZodRawIssue[]))
  return z.NEVER
})

const alertsShape = {
  when: choice(['ci', 'always']).default('ci'),
  repeat: time({ least: 60_000, most: 30 * 86_400_000, expected: "a time from '1m' to '30d'" }).default(86_400_000),
  escalateAfter: escalation.default({ kind: 'runs', runs: 3 }),
  link: text('the address of the report').optional(),
  channels: byName(channel, "channels by name, such as { team: { kind: 'slack', url: 'env:SLACK_URL' } }"),
  routes: z
    .array(closed(routeShape, "a route such as { to: ['team'] }"), { error: "routes such as [{ to: ['team'] }]" })
    .default([]),
} satisfies Record<keyof AlertsInput, z.ZodType>

/** Who is told what a run came to. */
export const alertsSchema: z.ZodType<Alerting> = whenUsed(
  () =>
    closed(alertsShape, "who is told, such as { channels: { team: { kind: 'slack', url: 'env:SLACK_URL' } } }").transform(
      (checked, context): Alerting => {
        const names = Object.keys(checked.channels)
        if (names.length === 0) report(context, { code: 'empty', expected: 'at least one channel' }, ['channels'])
        checked.routes.forEach(({ to }, i) => {
          to.forEach((one, j) => {
            if (!names.includes(one))
              report(
                context,
                { code: 'unknown-value', came: showValue(one), expected: `a channel: ${names.map(showValue).join(', ')}` },
                ['routes', i, 'to', j],
              )
          })
        })
        const channels = Object.entries(checked.channels).map(
          ([channelName, one]) => ({ name: channelName, ...one }) as AlertChannel,
        )
        return { ...checked, channels }
      },
    ) as unknown as z.ZodType<Alerting>,
)
