import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { recordsOf, silenceMark, silencesOf } from '../../src/alert/alert-marks.ts'
import { mayTell } from '../../src/alert/may-tell.ts'
import { raiseAlerts } from '../../src/alert/raise-alerts.ts'
import { openHistory } from '../../src/history/open-history.ts'
import type { Alerting } from '../../src/model/alert.ts'
import type { HistoryStore } from '../../src/model/history.ts'
import type { Run } from '../../src/model/run.ts'
import type { Verdict } from '../../src/model/verdict.ts'
import { runOf, sloOf } from '../report/sample-run.ts'
import { receiver } from './receiver.ts'

const build = sloOf('build')

function dayRun(day: number, status: 'met' | 'violated', parts: Partial<Run> = {}): Run {
  const verdict: Verdict = { status, slo: build, measured: 3500, headroom: -500, samples: 3, exact: true, reason: 'said' }
  return runOf({
    id: `run-${day}`,
    finishedAt: `2026-01-0${day}T12:00:00.000Z`,
    branch: 'main',
    commit: 'c',
    service: 'acme',
    verdicts: [verdict],
    ...parts,
  })
}

async function store(folder = mkdtempSync(join(tmpdir(), 'slo-alerts-'))): Promise<HistoryStore & { readonly folder: string }> {
  const opened = await openHistory('file:history.db', folder)
  onTestFinished(async () => {
    await opened.close()
    rmSync(folder, { recursive: true, force: true })
  })
  return Object.assign(opened, { folder })
}

function alertingTo(url: string): Alerting {
  const channels = [{ kind: 'webhook', name: 'team', timeout: 2000, url } as const]
  return {
    when: 'always',
    repeat: 86_400_000 * 30,
    escalateAfter: { kind: 'runs', runs: 100 },
    link: 'https://ci/{run}',
    channels,
    routes: [],
  }
}

const sending = { env: {}, root: '/', now: () => 0 }

test('what a history of runs tells, over a store that outlives each of them', async () => {
  const { url, received } = await receiver(200)
  const kept = await store()
  const told: number[] = []
  for (const run of [dayRun(1, 'violated'), dayRun(2, 'violated'), dayRun(3, 'met'), dayRun(4, 'met')])
    told.push((await raiseAlerts(run, { alerting: alertingTo(url), store: kept }, sending)).sent)
  expect(told).toEqual([1, 0, 1, 0])
  expect(received.map(({ body }) => (JSON.parse(body) as { kind: string }).kind)).toEqual(['new', 'resolved'])
  expect(recordsOf(await kept.marks()).map(({ record }) => record.status)).toEqual(['resolved'])
})

test('of two jobs with the same news one tells it', async () => {
  const { url, received } = await receiver(200)
  const first = await store()
  const second = await openHistory('file:history.db', first.folder)
  const run = dayRun(1, 'violated')
  const sent = await Promise.all(
    [first, second].map((kept) => raiseAlerts(run, { alerting: alertingTo(url), store: kept }, sending)),
  )
  await second.close()
  expect(sent.map((one) => one.sent).toSorted((a, b) => a - b)).toEqual([0, 1])
  expect(received).toHaveLength(1)
})

test('a channel that could not be told is told by the next run, and nobody else again', async () => {
  const kept = await store()
  const [good, flaky] = [await receiver(200), await receiver(400, 200)]
  const alerting: Alerting = {
    ...alertingTo(good.url),
    channels: [good, flaky].map(({ url }, i) => ({ kind: 'webhook', name: `c${i}`, timeout: 2000, url })),
  }
  const first = await raiseAlerts(dayRun(1, 'violated'), { alerting, store: kept }, sending)
  expect([first.sent, first.undelivered.map(({ channel }) => channel)]).toEqual([1, ['c1']])
  expect(await raiseAlerts(dayRun(2, 'violated'), { alerting, store: kept }, sending)).toEqual({ sent: 1, undelivered: [] })
  expect(await raiseAlerts(dayRun(3, 'violated'), { alerting, store: kept }, sending)).toEqual({ sent: 0, undelivered: [] })
  expect([good.received.length, flaky.received.length]).toEqual([1, 2])
})

test('silences and what cannot be read', async () => {
  const { url } = await receiver(200)
  const kept = await store()
  await kept.mark(
    silenceMark({ slo: 'build', until: '2027-01-01T00:00:00.000Z', by: 'me', reason: 'moving', at: '2026-01-01T00:00:00.000Z' }),
  )
  await kept.mark({ kind: 'silence', key: 'other', text: '{' })
  await kept.mark({ kind: 'alert', key: 'broken', text: 'no record' })
  expect(
    await raiseAlerts(
      dayRun(1, 'violated', { branch: undefined, commit: undefined, service: undefined }),
      { alerting: alertingTo(url), store: kept },
      sending,
    ),
  ).toEqual({ sent: 0, undelivered: [] })
  expect(silencesOf(await kept.marks()).map(({ slo }) => slo)).toEqual(['build'])
})

test('an unusual figure is over when it is usual again, and tests when none fails', async () => {
  const { url, received } = await receiver(200)
  const kept = await store()
  const outlier = {
    kind: 'outlier',
    slo: 'build',
    unit: 'ms',
    measured: 2900,
    usual: 2000,
    z: 9,
    runs: 30,
    better: false,
  } as const
  const unlinked: Alerting = { ...alertingTo(url), link: undefined }
  const failing = { passed: 0, failed: 1, skipped: 0 }
  await raiseAlerts(dayRun(1, 'met', { insights: [outlier], tests: failing }), { alerting: unlinked, store: kept }, sending)
  await raiseAlerts(dayRun(2, 'met', { insights: [outlier] }), { alerting: unlinked, store: kept }, sending)
  await raiseAlerts(dayRun(3, 'met', { insights: [{ ...outlier, better: true }] }), { alerting: unlinked, store: kept }, sending)
  const said = received.map(({ body }) => JSON.parse(body) as { kind: string; alert: { type: string }; link?: string })
  expect(said.map(({ kind, alert }) => `${kind} ${alert.type}`).toSorted()).toEqual([
    'new anomaly',
    'new error',
    'resolved anomaly',
    'resolved error',
  ])
  expect(said[0]?.link).toBeUndefined()
})

test('nobody need be told of a run in which all is well, and before which all was', async () => {
  const { url } = await receiver(200)
  const kept = await store()
  const [green, red] = [dayRun(1, 'met'), dayRun(2, 'violated')]
  expect([mayTell(green, []), mayTell(red, []), mayTell(green, undefined)]).toEqual([false, true, true])
  await raiseAlerts(red, { alerting: alertingTo(url), store: kept }, sending)
  const marks = await kept.marks()
  expect([mayTell(green, marks), mayTell({ ...green, branch: 'other' }, marks)]).toEqual([true, false])
  expect(mayTell({ ...green, service: 'other' }, marks)).toBe(false)
  await raiseAlerts(dayRun(3, 'met'), { alerting: alertingTo(url), store: kept }, sending)
  expect(mayTell(green, await kept.marks())).toBe(false)
  await raiseAlerts(dayRun(4, 'violated'), { alerting: alertingTo(url), store: kept }, sending)
  const refusing = await receiver(400)
  await raiseAlerts(dayRun(5, 'met'), { alerting: alertingTo(refusing.url), store: kept }, sending)
  expect(mayTell(green, await kept.marks())).toBe(true)
})
