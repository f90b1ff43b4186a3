import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Message } from '../../src/alert/compose.ts'
import { deliver } from '../../src/alert/deliver.ts'
import { messageOf } from '../alert/sample-message.ts'
import { describeMonitoring, startAlertmanager } from '../support/monitoring.ts'

interface Shown {
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
  readonly endsAt: string
}

describeMonitoring('the channel of a real Alertmanager', () => {
  test('opens an alert that stays, ends what it was before, and ends it', { timeout: 60_000 }, async () => {
    const dir = mkdtempSync(join(tmpdir(), 'slo-alertmanager-'))
    onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
    const { url } = await startAlertmanager(dir, 'route: { receiver: nobody }\nreceivers: [{ name: nobody }]\n')
    const [at, since] = [new Date().toISOString(), new Date(Date.now() - 60_000).toISOString()]
    const sample: Message = { ...messageOf(), since, at }
    const tell = async (parts: Partial<Message>): Promise<readonly Shown[]> => {
      const channel = { kind: 'alertmanager', name: 'am', timeout: 10_000, url } as const
      const sending = { env: {}, root: '/', now: () => Math.floor(Date.now() / 1000) }
      expect(await deliver([{ channel, messages: [{ ...sample, ...parts }] }], sending)).toEqual([])
      await new Promise((resolve) => setTimeout(resolve, 1000))
      return (await (await fetch(`${url}/api/v2/alerts`)).json()) as readonly Shown[]
    }
    const [medium, critical] = (['medium', 'critical'] as const).map((severity) => ({ type: 'time', severity, owners: ['team web'] }) as const) // prettier-ignore

    const open = await tell({ kind: 'new', alert: { ...sample.alert, severity: 'medium' } })
    expect(open.map(({ labels }) => labels['severity'])).toEqual(['medium'])
    // Days ahead: by itself it would be resolved after five minutes without another message.
    expect(Date.parse(open[0]?.endsAt ?? '') - Date.now()).toBeGreaterThan(20 * 86_400_000)
    expect(open[0]?.annotations).toMatchObject({ summary: sample.title, cause: 'src/build.ts:88' })

    const worse = await tell({ kind: 'worse', before: medium })
    expect(worse.map(({ labels }) => labels['severity'])).toEqual(['critical'])
    expect(await tell({ kind: 'resolved', alert: { ...sample.alert, severity: 'medium' }, before: critical })).toEqual([])
  })
})
