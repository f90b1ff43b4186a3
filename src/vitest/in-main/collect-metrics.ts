import type { TestModule } from 'vitest/node'
import type { MetricDeclaration } from '../../model/config.ts'
import type { Series } from '../../model/series.ts'
import type { Unit } from '../../model/unit.ts'
import { takeTest } from '../handoff.ts'
import type { MetricRecord } from '../handoff.ts'

/** The metrics that tests recorded, over the whole run: counters summed, gauges as they were set, distributions with every value. */
export function collectMetrics(modules: readonly TestModule[], declared: readonly MetricDeclaration[]): Series[] {
  const recorded = new Map<string, Recorded>()
  for (const module of modules) {
    for (const test of module.children.allTests())
      addTest(recorded, takeTest(test)?.metrics ?? [], test.diagnostic()?.duration ?? 0)
  }
  return [...recorded].flatMap(([name, metric]) => seriesOf(name, metric, declared.find((one) => one.name === name)?.unit))
}

interface Recorded {
  readonly type: MetricRecord['type']
  readonly values: number[]
  /** Duration in ms of the tests that recorded it. */
  time: number
}

function addTest(recorded: Map<string, Recorded>, records: readonly MetricRecord[], duration: number): void {
  for (const { name, type, value } of records) {
    const metric = recorded.get(name) ?? { type, values: [], time: 0 }
    recorded.set(name, metric)
    metric.values.push(value)
  }
  for (const name of new Set(records.map((record) => record.name))) (recorded.get(name) as Recorded).time += duration
}

function seriesOf(name: string, { type, values, time }: Recorded, declaredUnit: Unit | undefined): Series[] {
  const subject = { kind: 'metric', name } as const
  const unit = type === 'timer' ? 'ms' : (declaredUnit ?? 'count')
  const total = values.reduce((sum, value) => sum + value, 0)
  switch (type) {
    case 'counter':
      return [
        { subject, metric: 'value', unit, samples: [total], source: 'counter, total of the run', exact: true },
        ...(time > 0
          ? [{ subject, metric: 'rate', unit: '1/s', samples: [total / (time / 1000)], source: 'total over the duration of the tests that counted', exact: true } as const] // prettier-ignore
          : []),
      ]
    case 'gauge':
      return [{ subject, metric: 'value', unit, samples: values, source: 'gauge, every value set', exact: true }]
    default:
      return [{ subject, metric: 'distribution', unit, samples: values, source: `${type}, every value`, exact: true }]
  }
}
