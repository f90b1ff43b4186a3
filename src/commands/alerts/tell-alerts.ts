import { raiseAlerts } from '../../alert/raise-alerts.ts'
import { openHistory } from '../../history/open-history.ts'
import type { Config } from '../../model/config.ts'
import type { Run } from '../../model/run.ts'

/** Where a run is told from. */
export interface TellingPlace {
  /** Of the project. */
  readonly root: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** One line for the person at the terminal. */
  readonly note: (text: string) => void
}

/** Tells those who have to know. Never rejects: what goes wrong here is said, and changes no verdict. */
export async function tellAlerts(run: Run, { alerts, history }: Config, { root, env, note }: TellingPlace): Promise<void> {
  if (alerts === undefined || history === false) return
  try {
    const store = await openHistory(history.store, root)
    try {
      const sending = { env, root, now: () => Math.floor(Date.now() / 1000) }
      const { sent, undelivered } = await raiseAlerts(run, { alerting: alerts, store }, sending)
      if (sent > 0) note(`alerts: ${sent === 1 ? '1 message' : `${sent} messages`} sent`)
      for (const { channel, message, reason } of undelivered)
        note(`alerts: ${channel} was not told "${message.title}": ${reason}`)
    } finally {
      await store.close()
    }
  } catch (error) {
    note(`alerts: nobody was told: ${(error as Error).message}`)
  }
}
