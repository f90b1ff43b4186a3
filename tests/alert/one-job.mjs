// A job of CI: tells in each round, when it is told to, of a promise that is broken in odd rounds and holds in even ones.
import { createInterface } from 'node:readline'
import { createJiti } from 'jiti'

const [job, place, url] = process.argv.slice(2)
const jiti = createJiti(import.meta.url)
const { raiseAlerts } = await jiti.import('../../src/alert/raise-alerts.ts')
const { openHistory } = await jiti.import('../../src/history/open-history.ts')
const { runOf, sloOf } = await jiti.import('../report/sample-run.ts')

const alerting = {
  when: 'always',
  repeat: 1e12,
  escalateAfter: { kind: 'runs', runs: 1000 },
  channels: [{ kind: 'webhook', name: 'team', timeout: 20_000, url }],
  routes: [],
}
const store = await openHistory(place, '.')
console.log('ready')
for await (const line of createInterface({ input: process.stdin })) {
  const round = Number(line)
  const status = round % 2 === 1 ? 'violated' : 'met'
  const verdict = { status, slo: sloOf('build'), measured: 3500, headroom: -500, samples: 3, exact: true, reason: 'said' }
  const finishedAt = new Date(Date.UTC(2026, 0, round)).toISOString()
  const run = runOf({ id: `run-${round}-${job}`, finishedAt, branch: 'main', verdicts: [verdict] })
  const { sent, undelivered } = await raiseAlerts(run, { alerting, store }, { env: {}, root: '/', now: () => 0 })
  console.log(undelivered.length > 0 ? undelivered[0].reason : sent)
}
await store.close()
