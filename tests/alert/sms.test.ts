import { describe, expect, test } from 'vitest'
import { segmentsOf, smsText } from '../../src/alert/sms-text.ts'
import { receiver } from './receiver.ts'
import { everything, finding, messageOf, sendOn } from './sample-message.ts'
import { twilio } from './twilio.ts'

describe('a text message', () => {
  test.each([
    ['nothing', '', 1],
    ['160 signs of GSM-7', 'a'.repeat(160), 1],
    ['161, which are cut into 153 each', 'a'.repeat(161), 2],
    ['306', 'a'.repeat(306), 2],
    ['307', 'a'.repeat(307), 3],
    ['signs of the extension, which count twice', '{'.repeat(80), 1],
    ['81 of them', '{'.repeat(81), 2],
    ['one of them that would lie in two segments', `${'a'.repeat(152)}{${'a'.repeat(152)}`, 3],
    ['70 signs of UCS-2', '→'.repeat(70), 1],
    ['71, which are cut into 67 each', '→'.repeat(71), 2],
    ['one sign that is not GSM-7 among others', `${'a'.repeat(69)}→`, 1],
    ['and one more', `${'a'.repeat(70)}→`, 2],
    ['signs of two units', '😀'.repeat(35), 1],
    ['one of them that would lie in two segments', `${'→'.repeat(66)}😀${'→'.repeat(66)}`, 3],
    ['all of GSM-7 that looks foreign', 'äöüñàèìòùÅåÆæØøÉß¿¡§£¥€'.repeat(3), 1],
  ])('of %s', (_, text, segments) => {
    expect(segmentsOf(text)).toBe(segments)
  })

  test('says what there is to know', () => {
    const text = smsText(messageOf(), 3)
    for (const part of everything) expect(text).toContain(part)
    expect(segmentsOf(text)).toBeLessThanOrEqual(3)
    expect(text).not.toContain('...')
  })

  test.each([1, 2, 3, 10])('of %i segments is never longer, and says first what is wrong', (segments) => {
    const many = Array.from({ length: 30 }, (_, i) => ({ ...finding, slo: `slo-${i}`, reason: 'long '.repeat(20) }))
    for (const findings of [many, [{ ...finding, reason: 'long '.repeat(400) }], [{ ...finding, reason: '→'.repeat(400) }]]) {
      const text = smsText(messageOf(findings), segments)
      expect(segmentsOf(text)).toBeLessThanOrEqual(segments)
      expect(text).toMatch(/^acme: escalated: critical time: /)
    }
  })

  test('of many findings names as many as fit, counts the others, and keeps cause, link and next command', () => {
    const many = Array.from({ length: 30 }, (_, i) => ({ ...finding, slo: `slo-${i}` }))
    const text = smsText(messageOf(many), 4)
    const named = text.split('\n').filter((line) => /^slo-\d+: /.test(line)).length
    expect(named).toBeGreaterThan(0)
    expect(text).toContain(`and ${30 - named} more\n`)
    for (const part of ['src/build.ts:88', 'https://slo.example.com/runs/run-5.html', 'slo profile slo-0'])
      expect(text).toContain(part)
  })

  test('leaves the reason out before anything else', () => {
    const text = smsText(messageOf([{ ...finding, reason: 'long '.repeat(400) }]), 3)
    expect(text).not.toContain('long')
    for (const part of everything) expect(text).toContain(part)
  })

  test('has no sign that would cost half of its length where another one does', () => {
    const text = smsText(messageOf([{ ...finding, reason: '“a – b” → ≤ ≈3 µs…' }]), 3)
    expect(text).toContain('("a - b" -> <= about 3 us...)')
  })
})

const channel = {
  kind: 'twilio',
  account: 'env:SID',
  token: 'env:TOKEN',
  from: '+15550100',
  to: ['env:JANE', '+15550102'],
  segments: 3,
} as const
const env = { SID: 'AC0123', TOKEN: 'twilio-token', JANE: '+15550101' }

describe('Twilio', () => {
  test('is given one message for each number', async () => {
    const { url, taken } = await twilio()
    expect(await sendOn({ ...channel, url: 'env:TWILIO_URL' }, { env: { ...env, TWILIO_URL: `${url}/` } })).toBeUndefined()
    expect(taken.map(({ to, sender }) => `${sender} ${to}`).toSorted()).toEqual(['+15550100 +15550101', '+15550100 +15550102'])
    for (const part of everything) expect(taken[0]?.body).toContain(part)
  })

  test('may choose the sender of a messaging service', async () => {
    const { url, taken } = await twilio()
    const service = `MG${'0a'.repeat(16)}`
    await sendOn({ ...channel, url, from: 'env:SERVICE' }, { env: { ...env, SERVICE: service } })
    expect(taken[0]?.sender).toBe(service)
  })

  test('that is busy is asked again, as soon as it says', async () => {
    const { url, taken, asked } = await twilio({ busy: 2 })
    expect(await sendOn({ ...channel, url }, { env })).toBeUndefined()
    expect([taken.length, asked()]).toEqual([2, 4])
  })

  test('that refuses one number has told the others, and nobody is told twice', async () => {
    const { url, taken } = await twilio()
    const failed = await sendOn({ ...channel, to: ['+15550102', '+0123499'], url }, { env })
    expect(failed).toMatchObject({
      partly: true,
      reason: "the number that ends in 99: answered 400: The 'To' number *** is not a valid phone number. (code 21211)",
    })
    expect(taken).toHaveLength(1)
  })

  test('that refuses says why, without token, account and number', async () => {
    const { url, taken } = await twilio()
    const failed = await sendOn({ ...channel, to: ['+15550102'], url }, { env: { ...env, TOKEN: 'wrong-token' } })
    expect(failed).toMatchObject({ partly: false, reason: 'the number that ends in 02: answered 401: Authenticate (code 20003)' })
    expect(taken).toEqual([])
  })
})

describe('a gateway for text messages', () => {
  const gateway = {
    kind: 'sms',
    method: 'POST',
    body: 'form',
    to: ['+15550101'],
    segments: 3,
    fields: { to: '{to}', text: '{text}' },
    headers: {},
  } as const

  test('is posted a form', async () => {
    const { url, received } = await receiver(200)
    const fields = { ...gateway.fields, from: 'SLO', user: 'env:GATE_USER' }
    expect(await sendOn({ ...gateway, url: `${url}/send`, fields }, { env: { GATE_USER: 'jane {to}' } })).toBeUndefined()
    const [{ path, headers, body }] = received as [(typeof received)[0]]
    expect([path, headers['content-type']]).toEqual(['/send', 'application/x-www-form-urlencoded'])
    const form = Object.fromEntries(new URLSearchParams(body))
    expect(form).toMatchObject({ to: '+15550101', from: 'SLO', user: 'jane {to}' })
    for (const part of everything) expect(form['text']).toContain(part)
  })

  test('is posted JSON, with headers and an id that stays', async () => {
    const { url, received } = await receiver(200)
    const headers = { authorization: 'env:GATE_TOKEN', 'x-id': '{id}' }
    const json = { ...gateway, url, body: 'json', headers, fields: { recipient: '{to}', message: 'slo: {text}' } } as const
    const gateEnv = { GATE_TOKEN: 'Bearer gateway-token' }
    for (const _ of [1, 2]) expect(await sendOn(json, { env: gateEnv })).toBeUndefined()
    const [first, second] = received
    expect(JSON.parse(first?.body ?? '')).toMatchObject({
      recipient: '+15550101',
      message: expect.stringMatching(/^slo: acme: /) as string,
    })
    expect(first?.headers).toMatchObject({ 'content-type': 'application/json', authorization: 'Bearer gateway-token' })
    expect(first?.headers['x-id']).toMatch(/^[a-f\d]{64}$/)
    expect(second?.headers['x-id']).toBe(first?.headers['x-id'])
  })

  test('is asked by an address', async () => {
    const { url, received } = await receiver(200)
    expect(await sendOn({ ...gateway, url: `${url}/send?user=a`, method: 'GET' })).toBeUndefined()
    const [{ path, body }] = received as [(typeof received)[0]]
    const asked = new URL(path, 'http://x').searchParams
    expect([asked.get('user'), asked.get('to'), body]).toEqual(['a', '+15550101', ''])
    expect(asked.get('text')).toContain('first-build')
  })

  test('that refuses says why, without what is secret in address, fields and headers', async () => {
    const { url } = await receiver(403)
    const headers = { authorization: 'env:GATE_TOKEN' }
    const failed = await sendOn(
      { ...gateway, url: `${url}/?apikey=abcdef`, headers, fields: { key: 'env:GATE_KEY' } },
      { env: { GATE_TOKEN: 'Bearer gateway-token', GATE_KEY: 'no room' } },
    )
    expect(failed?.reason).toBe('the number that ends in 01: answered 403: ***')
  })
})
