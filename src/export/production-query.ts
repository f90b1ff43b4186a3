import type { MetricDeclaration, MetricType } from '../model/config.ts'
import { isUpperBound, percentileOf } from '../model/objective.ts'
import type { Statistic } from '../model/objective.ts'
import type { Slo } from '../model/slo.ts'
import { plainName } from './recorded-families.ts'

/** What a promise about a metric that tests record is in production, where the program itself exposes it. */
export interface ProductionQuery {
  /** PromQL; the figure in its base unit. */
  readonly expr: string
  readonly shape: 'share' | 'buckets' | 'mean' | 'value' | 'rate'
  /** Of what is exposed, without the suffixes of its type. */
  readonly name: string
}

/** The query; undefined for what has no counterpart there, such as the total of one run, or the largest value of a histogram. */
export function productionQuery({ sli, objective }: Slo, metrics: readonly MetricDeclaration[]): ProductionQuery | undefined {
  const { subject } = sli
  const declared = subject.kind === 'metric' ? metrics.find(({ name }) => name === subject.name) : undefined
  if (declared === undefined) return undefined
  const name = plainName(declared)
  const worst = isUpperBound(objective.op) ? 'max' : 'min'
  const found = queryOf[sli.metric === 'rate' ? 'rate' : declared.type]({ name, worst, statistic: objective.statistic })
  return found === undefined ? undefined : { name, ...found }
}

interface Asked {
  readonly name: string
  /** How figures of several instances become the one that counts. */
  readonly worst: 'max' | 'min'
  readonly statistic: Statistic
}

type Found = Omit<ProductionQuery, 'name'> | undefined

/** Over five minutes, the shortest window that burn rates look at. */
const window = '[5m]'

const queryOf: Readonly<Record<MetricType | 'rate', (asked: Asked) => Found>> = {
  rate: ({ name }) => ({ shape: 'rate', expr: `sum(rate(${name}_total${window}))` }),
  counter: () => undefined,
  gauge: ofGauge,
  histogram: ofBuckets,
  timer: ofBuckets,
  summary: ({ name, worst, statistic }) => {
    const share = shareOf(statistic)
    return share === undefined ? meanOf(name, statistic) : { shape: 'share', expr: `${worst}(${name}{quantile="${share}"})` }
  },
}

function ofBuckets({ name, statistic }: Asked): Found {
  const share = shareOf(statistic)
  if (share === undefined) return meanOf(name, statistic)
  return { shape: 'buckets', expr: `histogram_quantile(${share}, sum by (le) (rate(${name}_bucket${window})))` }
}

function meanOf(name: string, statistic: Statistic): Found {
  if (statistic !== 'mean' && statistic !== 'avg') return undefined
  return { shape: 'mean', expr: `sum(rate(${name}_sum${window})) / sum(rate(${name}_count${window}))` }
}

function ofGauge({ name, worst, statistic }: Asked): Found {
  const share = shareOf(statistic)
  if (share !== undefined) return { shape: 'value', expr: `${worst}(quantile_over_time(${share}, ${name}${window}))` }
  const over = overTime[statistic]
  return over === undefined ? undefined : { shape: 'value', expr: `${worst}(${over}_over_time(${name}${window}))` }
}

const overTime: Readonly<Partial<Record<Statistic, string>>> = {
  max: 'max',
  peak: 'max',
  min: 'min',
  mean: 'avg',
  avg: 'avg',
  last: 'last',
}

/** The quantile of a percentile, from 0 to 1. */
function shareOf(statistic: Statistic): number | undefined {
  if (statistic === 'median') return 0.5
  const percent = percentileOf(statistic)
  return percent === undefined ? undefined : Number((percent / 100).toPrecision(12))
}
