import { isStateChannel } from '../model/alert-channel.ts'
import type { NewsChannel } from '../model/alert-channel.ts'
import type { Alerting, AlertRecord } from '../model/alert.ts'
import type { HistoryStore } from '../model/history.ts'
import type { Run } from '../model/run.ts'
import { statusAlone } from '../model/verdict.ts'
import { advance } from './advance.ts'
import { recordMark, recordsOf, silencesOf } from './alert-marks.ts'
import { alertsOfRun } from './alerts-of-run.ts'
import { compose } from './compose.ts'
import { deliver } from './deliver.ts'
import type { Undelivered } from './deliver.ts'
import { plan } from './plan.ts'
import type { Planned } from './plan.ts'
import type { Sending } from './channels/send.ts'

/** What became of the alerts of a run. */
export interface Raised {
  /** How many messages were taken. */
  readonly sent: number
  readonly undelivered: readonly Undelivered[]
}

/**
 * Tells who has to know what a run came to. What is told is claimed in the store first: of two jobs with the same news one tells it.
 * Rejects with SloError where the store cannot be read or written; a channel that fails is part of the result.
 */
export async function raiseAlerts(
  run: Run,
  { alerting, store }: { readonly alerting: Alerting; readonly store: HistoryStore },
  sending: Sending,
): Promise<Raised> {
  const marks = await store.marks()
  const known = recordsOf(marks)
  const { records, notices } = advance({
    records: known.map(({ record }) => record),
    alerts: alertsOfRun(run),
    run: {
      id: run.id,
      at: run.finishedAt,
      ...(run.service === undefined ? {} : { service: run.service }),
      ...(run.branch === undefined ? {} : { branch: run.branch }),
      ...(run.commit === undefined ? {} : { commit: run.commit }),
    },
    holds: holdingIn(run),
    policy: alerting,
    silences: silencesOf(marks),
  })
  const planned = notices.map((notice) => plan(notice, { ...alerting, channels: newsChannels(alerting) }))
  const claimed = await claim(changed(records, planned), { known, store })
  return await tell(
    planned.filter(({ notice }) => claimed.has(notice.record.alert.key)),
    { run, alerting, store },
    sending,
  )
}

function changed(records: readonly AlertRecord[], planned: readonly Planned[]): readonly AlertRecord[] {
  const told = new Map(planned.map(({ notice: { record } }) => [record.alert.key, record]))
  return records.map((record) => told.get(record.alert.key) ?? record)
}

interface Claiming {
  readonly known: ReturnType<typeof recordsOf>
  readonly store: HistoryStore
}

/** The keys of those that nobody else has changed meanwhile. */
async function claim(records: readonly AlertRecord[], { known, store }: Claiming): Promise<ReadonlySet<string>> {
  const texts = new Map(known.map(({ record, text }) => [record.alert.key, text]))
  const claimed = new Set<string>()
  for (const record of records) {
    const mark = recordMark(record)
    if (await store.mark(mark, { text: texts.get(mark.key) })) claimed.add(mark.key)
  }
  return claimed
}

interface Telling {
  readonly run: Run
  readonly alerting: Alerting
  readonly store: HistoryStore
}

async function tell(planned: readonly Planned[], { run, alerting, store }: Telling, sending: Sending): Promise<Raised> {
  const { service } = run
  const about = { ...(service === undefined ? {} : { service }), ...(alerting.link === undefined ? {} : { link: alerting.link }) }
  const routed = planned.map(({ notice, to }) => ({ message: compose(notice, about), to }))
  const deliveries = newsChannels(alerting).map((channel) => ({
    channel,
    messages: routed.filter(({ to }) => to.includes(channel.name)).map(({ message }) => message),
  }))
  const undelivered = await deliver(
    deliveries.filter(({ messages }) => messages.length > 0),
    sending,
  )
  for (const { notice } of planned) await noteUndelivered(notice.record, undelivered, store)
  const failed = undelivered.filter(({ partly }) => !partly)
  return { sent: deliveries.reduce((sum, { messages }) => sum + messages.length, 0) - failed.length, undelivered }
}

function newsChannels({ channels }: Alerting): readonly NewsChannel[] {
  return channels.filter((channel) => !isStateChannel(channel))
}

/** Only where something changed: nobody else touches a record that was just claimed, and if somebody did, theirs stands. */
async function noteUndelivered(record: AlertRecord, all: readonly Undelivered[], store: HistoryStore): Promise<void> {
  const undelivered = all
    .filter(({ message, partly }) => !partly && message.key === record.alert.key)
    .map(({ channel }) => channel)
  if (undelivered.join('\0') === record.undelivered.join('\0')) return
  await store.mark(recordMark({ ...record, undelivered }), { text: recordMark(record).text })
}

/** A promise that was seen to hold; of tests, that none failed. */
function holdingIn({ verdicts, tests, insights = [] }: Run): (slo: string | undefined) => boolean {
  const unusual = new Set(insights.flatMap((insight) => (insight.kind === 'outlier' && !insight.better ? [insight.slo] : [])))
  const held = new Set(verdicts.filter((verdict) => statusAlone(verdict) === 'met').map(({ slo }) => slo.name))
  return (slo) => (slo === undefined ? tests.failed === 0 : held.has(slo) && !unusual.has(slo))
}
