import { expect } from 'vitest'
import { SloError } from '../../model/fault.ts'
import type { Metric } from '../../model/metric.ts'
import { nearest } from '../../model/nearest.ts'
import { parseObjective } from '../../model/objective.ts'
import type { Slo } from '../../model/slo.ts'
import type { Selector } from '../../model/subject.ts'
import { formatSelector, formatSubject } from '../../model/subject.ts'
import { unitOf } from '../../model/unit.ts'
import type { QuantityText } from '../../model/unit.ts'
import { activeWorker } from './current-test.ts'
import { judgeHere } from './measurement.ts'
import type { Measurement } from './measurement.ts'
import type { SloName } from '../register.ts'

/** What `expect` gains. */
export interface SloMatchers<R> {
  /** The measurement meets this SLO of slo.config.ts. */
  toMeetSlo(name: SloName): R
  /** Its duration, of a bench its latency, stays within the time: `toTakeAtMost('50ms', 'p95')`. Without a statistic every sample must. */
  toTakeAtMost(time: QuantityText<'time'>, statistic?: string): R
  /** Its memory (of a command: of the process tree; of a measure: the largest used heap; of a leak: its slope) stays within the size. */
  toUseAtMost(size: QuantityText<'bytes'>, statistic?: string): R
}

// `Matchers` differs between Vitest 4 and 5 (TS2428); both assertions extend the global Chai.Assertion, so that is what is widened.
declare global {
  // oxlint-disable-next-line typescript/no-namespace -- Chai publishes its types as a global namespace
  namespace Chai {
    interface Assertion extends SloMatchers<void> {}
  }
}
declare module 'vitest' {
  interface AsymmetricMatchersContaining extends SloMatchers<unknown> {}
}

interface MatcherResult {
  readonly pass: boolean
  readonly message: () => string
}

/** Adds the matchers to every `expect` of this worker. */
export function registerMatchers(): void {
  expect.extend({
    toMeetSlo: (received: unknown, name: string) => meetSlo(measurementIn('toMeetSlo', received), name),
    toTakeAtMost: (received: unknown, time: string, statistic?: string) => {
      const measurement = measurementIn('toTakeAtMost', received)
      return within(measurement, { metric: timeMetric(measurement), bound: boundOf(statistic, time), dimension: 'time' })
    },
    toUseAtMost: (received: unknown, size: string, statistic?: string) => {
      const measurement = measurementIn('toUseAtMost', received)
      return within(measurement, { metric: memoryMetric(measurement), bound: boundOf(statistic, size), dimension: 'bytes' })
    },
  })
}

function measurementIn(matcher: string, received: unknown): Measurement {
  if (typeof received === 'object' && received !== null && 'subject' in received && 'series' in received)
    return received as Measurement
  throw new SloError(
    `${matcher} needs what slo.measure, slo.command, slo.bench, slo.leak or slo.artifact gave back (awaited), and got ${typeof received}`,
  )
}

function meetSlo(measurement: Measurement, name: string): MatcherResult {
  const { slos } = activeWorker().provided.config
  const slo = slos.find((one) => one.name === name)
  if (slo === undefined) {
    const near = nearest(name, slos.map((one) => one.name)) // prettier-ignore
    throw new SloError(
      `toMeetSlo: slo.config.ts declares no SLO '${name}'${near === undefined ? '' : `; did you mean '${near}'?`}`,
    )
  }
  if (!looksAt(slo.sli.subject, measurement)) {
    throw new SloError(
      `toMeetSlo: '${name}' is about ${formatSelector(slo.sli.subject)}, and this is ${formatSubject(measurement.subject)}`,
    )
  }
  return resultOf(slo, measurement)
}

function looksAt(selector: Selector, { subject }: Measurement): boolean {
  return selector.kind === subject.kind && 'name' in selector && selector.name === subject.name
}

interface Bound {
  readonly metric: Metric
  readonly bound: string
  readonly dimension: 'time' | 'bytes'
}

function within(measurement: Measurement, { metric, bound, dimension }: Bound): MatcherResult {
  const parsed = parseObjective(bound, dimension)
  if (!parsed.ok)
    throw new SloError(`'${bound}' is not a bound; expected ${dimension === 'time' ? "'50ms', 'p95'" : "'100MB', 'peak'"}`)
  const { subject } = measurement
  const slo: Slo = {
    name: formatSubject(subject),
    sli: { subject: { kind: subject.kind, name: subject.name }, metric, unit: unitOf[dimension] },
    objective: parsed.objective,
    enforce: 'fail',
    whenUnsupported: 'fail',
  }
  return resultOf(slo, measurement)
}

function boundOf(statistic: string | undefined, quantity: string): string {
  return statistic === undefined ? `<= ${quantity}` : `${statistic} <= ${quantity}`
}

function memoryMetric({ subject }: Measurement): Metric {
  if (subject.kind === 'leak') return 'slope'
  return subject.kind === 'command' ? 'memory' : 'heap'
}

function timeMetric({ subject }: Measurement): Metric {
  return subject.kind === 'bench' ? 'latency' : 'duration'
}

/** A busy machine accuses nobody: inconclusive passes here and is shown at the end of the run. */
function resultOf(slo: Slo, measurement: Measurement): MatcherResult {
  const [verdict] = judgeHere([slo], measurement)
  if (verdict === undefined) throw new SloError(`${slo.name} was not judged`)
  // Thrown, so that `not` does not turn it into a pass.
  if (verdict.status === 'no-data') throw new SloError(`${slo.name}  ${verdict.reason}`)
  return { pass: verdict.status !== 'violated', message: () => `${slo.name}  ${verdict.reason}` }
}
