import { z } from 'zod'
import { alertTypes, severities } from '../../model/alert.ts'
import type { Alerting, EscalateAfter } from '../../model/alert.ts'
import { isStateChannel } from '../../model/alert-channel.ts'
import type { AlertChannel } from '../../model/alert-channel.ts'
import { showValue } from '../../model/show-value.ts'
import type { AlertRouteInput, AlertsInput } from '../alerts-input.ts'
import { channelSchema } from './alert-channel-schema.ts'
import { byName, choice, closed, flag, name, report, text, whenUsed } from './leaf.ts'
import { time, wholeNumber } from './number-leaf.ts'
import { readOnce } from './read-once.ts'

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
  const parsed = (typeof written === 'string' ? afterTime : afterRuns).safeParse(written, readOnce)
  if (parsed.success)
    return typeof written === 'string' ? { kind: 'time', time: parsed.data } : { kind: 'runs', runs: parsed.data }
  context.issues.push(...(parsed.error.issues as z.core.$ZodRawIssue[]))
  return z.NEVER
})

const alertsShape = {
  when: choice(['ci', 'always', 'never']).default('ci'),
  repeat: time({ least: 60_000, most: 30 * 86_400_000, expected: "a time from '1m' to '30d'" }).default(86_400_000),
  escalateAfter: escalation.default({ kind: 'runs', runs: 3 }),
  link: text('the address of the report').optional(),
  channels: byName(channelSchema, "channels by name, such as { team: { kind: 'slack', url: 'env:SLACK_URL' } }"),
  routes: z
    .array(closed(routeShape, "a route such as { to: ['team'] }"), { error: "routes such as [{ to: ['team'] }]" })
    .default([]),
} satisfies Record<keyof AlertsInput, z.ZodType>

/** Who is told what a run came to. */
export const alertsSchema: z.ZodType<Alerting> = whenUsed(
  () =>
    closed(alertsShape, "who is told, such as { channels: { team: { kind: 'slack', url: 'env:SLACK_URL' } } }").transform(
      (checked, context): Alerting => {
        const channels = Object.entries(checked.channels).map(
          ([channelName, one]) => ({ name: channelName, ...one }) as AlertChannel,
        )
        if (channels.length === 0) report(context, { code: 'empty', expected: 'at least one channel' }, ['channels'])
        checked.routes.forEach(({ to }, i) => checkRoute(to, channels, { context, path: ['routes', i, 'to'] }))
        return { ...checked, channels }
      },
    ) as unknown as z.ZodType<Alerting>,
)

/** What is told of every run has no routes: those are for news. */
function checkRoute(
  to: readonly string[],
  channels: readonly AlertChannel[],
  { context, path }: { readonly context: z.RefinementCtx; readonly path: readonly PropertyKey[] },
): void {
  const news = channels.filter((channel) => !isStateChannel(channel)).map(({ name: known }) => known)
  to.forEach((one, j) => {
    if (news.includes(one)) return
    const isState = channels.some(({ name: known }) => known === one)
    const expected = isState ? 'no route: such a channel is told of every run' : `a channel: ${news.map(showValue).join(', ')}`
    report(context, { code: 'unknown-value', came: showValue(one), expected }, [...path, j])
  })
}
