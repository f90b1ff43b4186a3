import { formatQuantity } from '../../model/format-quantity.ts'
import type { Insight } from '../../model/insight.ts'
import type { Unit } from '../../model/unit.ts'
import { forecastText, percent } from '../trend/trend-words.ts'

/** A number that an insight stands on, with its name. */
export type Evidence = readonly [name: string, figure: string]

/** The numbers that an insight stands on. */
export function evidenceOf(insight: Insight): readonly Evidence[] {
  const say = words[insight.kind] as (insight: Insight) => readonly (readonly [string, string | undefined])[]
  return say(insight).flatMap(([name, text]) => (text === undefined || text === '' ? [] : [[name, text] as const]))
}

type Told = readonly (readonly [string, string | undefined])[]

type Words = { readonly [K in Insight['kind']]: (insight: Extract<Insight, { kind: K }>) => Told }

const words: Words = {
  'heap-step': ({ before, after, later }) => [
    ['held before it', bytes(before)],
    ['at least, after it', bytes(after)],
    ['later files', count(later)],
  ],
  'heap-growth': ({ slope, files }) => [
    ['kept per file', bytes(slope)],
    ['files', count(files)],
  ],
  trend: ({ perRun, low, high, change, runs, pValue, forecast, unit }) => [
    ['a run', figure(perRun, unit)],
    ['95 % interval', `${figure(low, unit)} to ${figure(high, unit)}`],
    ['over the runs', percent(change)],
    ['runs', count(runs)],
    ['p', pValue.toPrecision(1)],
    ['breaks its objective', forecastText(forecast)],
  ],
  level: ({ before, after, runs, unit, commit, startedAt }) => [
    ['before', figure(before, unit)],
    ['since', figure(after, unit)],
    ['change', before === 0 ? undefined : percent(after / before - 1)],
    ['runs since', count(runs)],
    ['first run', commit?.slice(0, 9) ?? startedAt.slice(0, 10)],
  ],
  outlier: ({ measured, usual, z, runs, unit }) => [
    ['measured', figure(measured, unit)],
    ['usually', figure(usual, unit)],
    ['robust z', z.toFixed(1)],
    ['runs before', count(runs)],
  ],
  'wide-headroom': ({ worst, threshold, runs, unit }) => [
    ['at worst', figure(worst, unit)],
    ['bound', figure(threshold, unit)],
    ['runs', count(runs)],
  ],
  'wide-spread': ({ spread, margin, samples }) => [
    ['samples vary by', share(spread)],
    ['distance to the bound', share(margin)],
    ['samples', count(samples)],
  ],
  'cold-first': ({ first, usual, samples }) => [
    ['first sample', time(first)],
    ['the others', time(usual)],
    ['samples', count(samples)],
  ],
  'container-share': ({ startup, duration, share: part, starts }) => [
    ['start', time(startup)],
    ['the file', time(duration)],
    ['share', share(part)],
    ['starts', count(starts)],
  ],
  'container-repeated': ({ starts, startup, once, files }) => [
    ['starts', count(starts)],
    ['all starts', time(startup)],
    ['one start at least', time(once)],
    ['files', count(files.length)],
  ],
  'phase-share': ({ time: taken, total, share: part }) => [
    ['the phase', time(taken)],
    ['all of the workers', time(total)],
    ['share', share(part)],
  ],
  'slow-tests': ({ time: taken, total, share: part, tests, count: all }) => [
    ['these tests', time(taken)],
    ['all tests', time(total)],
    ['share', share(part)],
    ['tests', `${count(tests.length)} of ${count(all)}`],
  ],
  'idle-cores': ({ busy, cores, files, duration, longest }) => [
    ['cores busy', `${share(busy)} of ${count(cores)}`],
    ['files', count(files)],
    ['the run', time(duration)],
    ['longest file', time(longest)],
  ],
  'start-up-share': ({ startup, duration, share: part }) => [
    ['start', time(startup)],
    ['the command', time(duration)],
    ['share', share(part)],
  ],
  'gc-share': ({ gcTime, duration, share: part }) => [
    ['collecting', time(gcTime)],
    ['the test', time(duration)],
    ['share', share(part)],
  ],
  'blocked-loop': ({ blocked, duration }) => [
    ['blocked at a stretch', time(blocked)],
    ['the test', time(duration)],
  ],
  waiting: ({ duration, cpuTime, share: part }) => [
    ['duration', time(duration)],
    ['processor time', time(cpuTime)],
    ['share', share(part)],
  ],
}

function figure(value: number, unit: Unit): string {
  return formatQuantity(value, unit)
}

function time(value: number): string {
  return figure(value, 'ms')
}

function bytes(value: number): string {
  return figure(Math.round(value), 'bytes')
}

function share(value: number): string {
  return formatQuantity(value, 'ratio', 2)
}

function count(value: number): string {
  return formatQuantity(value, 'count')
}
