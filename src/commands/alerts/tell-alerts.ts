import { raiseAlerts } from '../../alert/raise-alerts.ts'
import type { Sending } from '../../alert/channels/send.ts'
import type { Undelivered } from '../../alert/deliver.ts'
import { openHistory } from '../../history/open-history.ts'
import type { Alerting } from '../../model/alert.ts'
import { isStateChannel } from '../../model/alert-channel.ts'
import type { Config } from '../../model/config.ts'
import type { Past } from '../../model/past.ts'
import type { Run } from '../../model/run.ts'
import type { Declared } from '../../report/checks-of-run.ts'

/** Where a run is told from. */
export interface TellingPlace {
  /** Of the project. */
  readonly root: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** Where SLOs are declared. */
  readonly declared: Declared
  /** Runs before this one, for the report that goes with a mail. */
  readonly past?: Past
  /** One line for the person at the terminal. */
  readonly note: (text: string) => void
}

/** Tells those who have to know, on all channels at once. Never rejects: what goes wrong here is said, and changes no verdict. */
export async function tellAlerts(run: Run, config: Config, place: TellingPlace): Promise<void> {
  const { alerts, history } = config
  if (alerts === undefined || history === false) return
  await Promise.all([
    tellNews(run, alerts, { ...place, store: history.store, fitness: config.fitness }),
    showState(run, alerts, place),
  ])
}

interface NewsPlace extends TellingPlace, Pick<Config, 'fitness'> {
  readonly store: string
}

async function tellNews(run: Run, alerting: Alerting, place: NewsPlace): Promise<void> {
  const { root, env, note } = place
  try {
    const store = await openHistory(place.store, root)
    try {
      const sending = { env, root, report: lateReport(run, place), now: () => Math.floor(Date.now() / 1000) }
      const { sent, undelivered } = await raiseAlerts(run, { alerting, store }, sending)
      if (sent > 0) note(`alerts: ${sent === 1 ? '1 message' : `${sent} messages`} sent`)
      for (const one of undelivered) note(`alerts: ${sentenceOf(one)}`)
    } finally {
      await store.close()
    }
  } catch (error) {
    note(`alerts: nobody was told: ${(error as Error).message}`)
  }
}

/** Made for the first mail that wants it, and once for all of them. */
function lateReport(run: Run, place: NewsPlace): NonNullable<Sending['report']> {
  let making: Promise<NonNullable<Sending['report']>> | undefined
  return async (format) => {
    making ??= import('../attached-report.ts').then(({ attachedReport }) => attachedReport(run, place))
    return await (
      await making
    )(format)
  }
}

function sentenceOf({ channel, message, reason, partly }: Undelivered): string {
  return `${channel} was not told "${message.title}"${partly ? ' for everybody' : ''}: ${reason}`
}

async function showState(run: Run, alerting: Alerting, { root, env, declared, note }: TellingPlace): Promise<void> {
  if (!alerting.channels.some(isStateChannel)) return
  const { tellState } = await import('./tell-state.ts')
  for (const { channel, reason } of await tellState(run, alerting, { root, env, declared }))
    note(`alerts: ${channel} does not show this run: ${reason}`)
}
