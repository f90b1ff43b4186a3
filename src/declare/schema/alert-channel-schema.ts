import { z } from 'zod'
import { channelKinds } from '../../model/alert-channel.ts'
import type { AlertChannel } from '../../model/alert-channel.ts'
import { choice, closed, name, report, text } from './leaf.ts'
import { time, wholeNumber } from './number-leaf.ts'
import { readOnce } from './read-once.ts'

const timeout = time({ least: 1000, most: 60_000, expected: "a time from '1s' to '60s'" }).default(10_000)

/** An address, or the variable that holds it. What came is not shown: it may be secret. */
function address(protocols: readonly string[]): z.ZodType<string> {
  const expected = `an address that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}, or 'env:NAME'`
  return hidden(expected, (written) => URL.canParse(written) && protocols.includes(new URL(written).protocol))
}

/** What is written, or the variable that holds it; never shown. */
function hidden(expected: string, isGood: (written: string) => boolean): z.ZodType<string> {
  return z.string({ error: expected }).superRefine((written, context) => {
    if (/^env:\w+$/.test(written) || isGood(written)) return
    report(context, { code: 'unknown-value', came: 'what is written here', expected })
  })
}

const web = address(['http:', 'https:'])
const secret = text("'env:NAME', the variable that holds it")
const people = z
  .array(text('a mail address'), { error: "mail addresses such as ['team@example.com']" })
  .min(1, { error: 'at least one mail address' })

const isNumber = (written: string): boolean => /^\+\d{5,15}$/.test(written)
const number = "a telephone number such as '+15550100', or 'env:NAME'"
const textMessages = {
  to: z
    .array(hidden(number, isNumber), { error: "telephone numbers such as ['+15550100']" })
    .min(1, { error: 'at least one telephone number' }),
  segments: wholeNumber({ least: 1, most: 10, expected: 'a number of segments from 1 to 10' }).default(3),
}
const template = z.record(name('the name of a field'), z.string({ error: "a text such as '{text}'" }), {
  error: "texts by name, such as { to: '{to}', text: '{text}' }",
})

/** Made for the kinds that are used. */
const channelShapes = {
  webhook: () => ({ url: web, secret: secret.optional() }),
  slack: () => ({ url: web }),
  email: () => ({
    server: address(['smtp:', 'smtps:']),
    from: text('a mail address'),
    to: people,
    attach: choice(['html', 'pdf', 'nothing']).default('html'),
  }),
  twilio: () => ({
    ...textMessages,
    account: secret,
    token: secret,
    from: hidden(
      `${number}, or the id of a messaging service`,
      (written) => isNumber(written) || /^MG[\da-f]{32}$/i.test(written),
    ),
    url: web.default('https://api.twilio.com'),
  }),
  sms: () => ({
    ...textMessages,
    url: web,
    method: choice(['POST', 'GET']).default('POST'),
    body: choice(['form', 'json']).default('form'),
    fields: template.default({ to: '{to}', text: '{text}' }),
    headers: template.default({}),
  }),
  pagerduty: () => ({ key: secret, url: web.default('https://events.pagerduty.com/v2/enqueue') }),
  alertmanager: () => ({ url: web }),
  'github-check': () => ({ token: secret.default('env:GITHUB_TOKEN'), title: name('the name of the check').default('SLOs') }),
  'github-comment': () => ({
    token: secret.default('env:GITHUB_TOKEN'),
    id: name('what tells comments apart').default('default'),
  }),
  command: () => ({ run: text("a command for the shell such as 'node tell.mjs'") }),
} as const satisfies Readonly<Record<AlertChannel['kind'], () => z.core.$ZodShape>>

/** A channel without its name: of the kind that it says, with the keys of that kind and no others. */
export const channelSchema = z.any().transform((written: unknown, context): Omit<AlertChannel, 'name'> => {
  const kind = choice(channelKinds).safeParse((written as { readonly kind?: unknown } | undefined)?.kind, readOnce)
  if (!kind.success) {
    context.issues.push(...kind.error.issues.map((issue) => ({ ...issue, path: ['kind', ...issue.path] }) as z.core.$ZodRawIssue))
    return z.NEVER
  }
  const shape: z.core.$ZodShape = { kind: z.literal(kind.data), timeout, ...channelShapes[kind.data]() }
  const parsed = closed(shape, `a channel such as { kind: '${kind.data}' }`).safeParse(written, readOnce)
  if (parsed.success) return parsed.data as Omit<AlertChannel, 'name'>
  context.issues.push(...(parsed.error.issues as z.core.$ZodRawIssue[]))
  return z.NEVER
})
