import type { Config } from '../../src/model/config.ts'
import { sloOf } from '../report/sample-run.ts'

const latency = sloOf('latency', {
  sli: { subject: { kind: 'metric', name: 'http latency' }, metric: 'distribution', unit: 'ms' },
  bound: { statistic: 'p95', threshold: 180, written: '180ms' },
})

const size = sloOf('bundle-size', {
  sli: { subject: { kind: 'artifact', name: 'dist/**' }, metric: 'gzip', unit: 'bytes' },
  bound: { threshold: 120_000, unit: 'bytes', written: '120KB' },
  owner: 'team web',
  enforce: 'warn',
})

const speed = sloOf('hash-speed', {
  sli: { subject: { kind: 'bench', name: 'hash' }, metric: 'throughput', unit: '1/s' },
  bound: { statistic: 'mean', op: '>=', threshold: 200_000, unit: '1/s', written: '200000/s' },
})

const budgeted = sloOf('first "build" {{x}}', {
  enforce: 'budget',
  errorBudget: { target: 0.95, window: { unit: 'days', length: 30 }, method: 'timeslices' },
  description: 'Nobody waits for a build.',
})

const byRuns = sloOf('install', {
  enforce: 'budget',
  errorBudget: { target: 0.999, window: { unit: 'runs', length: 50 }, method: 'occurrences' },
})

/** Promises of every unit, direction and way of enforcing, with names that need care. */
export const promised: Pick<Config, 'service' | 'slos' | 'metrics'> = {
  service: 'acme-generator',
  slos: [latency, size, speed, budgeted, byRuns],
  metrics: [
    { name: 'http latency', type: 'histogram', unit: 'ms' },
    { name: 'requests', type: 'counter', unit: 'count' },
    { name: 'queue', type: 'gauge', unit: 'count' },
    { name: 'payload_bytes', type: 'summary', unit: 'bytes' },
    { name: 'render', type: 'timer', unit: 'ms' },
    { name: 'never recorded', type: 'gauge', unit: 'count' },
  ],
}
