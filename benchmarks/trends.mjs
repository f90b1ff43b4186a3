// False alarms and hits of the trend, its change-points, its forecast and its outliers, by simulation with fixed seeds.
import { trendOf } from '../dist/aggregate/trend.js'
import { changePoints } from '../dist/stats/change-points.js'
import { Bounds, describeMachine, printTable } from './support/figures.mjs'
import { readOptions } from './support/options.mjs'
import { generator, lognormal } from './support/random.mjs'

const options = readOptions({ series: 1000, seed: 2026 })
const bounds = new Bounds()

// The figure of one run around 1; `before` is that of the run before.
const models = {
  typical: (r) => lognormal(r, 0.05),
  noisy: (r) => lognormal(r, 0.12),
  outliers: (r) => (r() < 0.06 ? 1.3 + r() : 1) * lognormal(r, 0.05),
  'two kinds of machine': (r) => (r() < 0.4 ? 1.25 : 1) * lognormal(r, 0.04),
  'CPU time': (r) => lognormal(r, 0.02),
  memory: (r) => lognormal(r, 0.004),
  'coarse clock': (r) => Math.round(20 * lognormal(r, 0.04)) / 20,
  'heavy tail': (r) => 1 + 0.03 * Math.tan(Math.PI * Math.min(0.98, Math.max(0.02, r())) - Math.PI / 2),
  autocorrelated: (r, before) => Math.exp(0.8 * Math.log(before)) * lognormal(r, 0.03),
}

const breaksAt = 1.3
const drift = 0.005

const slo = {
  name: 'build',
  sli: { subject: { kind: 'command', name: 'build' }, metric: 'duration', unit: 'ms' },
  objective: { statistic: 'median', op: '<=', threshold: breaksAt, unit: 'ms', written: '1.3ms' },
}

const rates = {
  'a change-point, 20 runs': (model) => rate(model, { runs: 20 }, ({ changePoints: found }) => found.length > 0),
  'a change-point, 60 runs': (model) => rate(model, { runs: 60 }, ({ changePoints: found }) => found.length > 0),
  'a trend, 20 runs': (model) => rate(model, { runs: 20 }, isMoving),
  'a trend, 60 runs': (model) => rate(model, { runs: 60 }, isMoving),
  'an outlier, 40 runs': (model) => rate(model, { runs: 40 }, ({ outlier }) => outlier !== undefined),
}
const hits = {
  '+15 % in the last 10 of 60 runs': (model) => rate(model, step(60, 50, 1.15), ({ changePoints: found }) => found.length > 0),
  '... at most 2 runs off': (model) =>
    rate(model, step(60, 50, 1.15), ({ changePoints: found }) => found.some(({ index }) => Math.abs(index - 50) <= 2)),
  '+30 % in the last of 40 runs': (model) => rate(model, step(40, 39, 1.3), ({ outlier }) => outlier !== undefined),
  '+0.5 % a run, 40 runs': (model) => rate(model, drifting, ({ direction }) => direction === 'rising'),
  '... taken for a step': (model) => rate(model, drifting, ({ changePoints: found }) => found.length > 0),
  '... forecast holds the run': (model) => covered(model),
}
const drifting = { runs: 40, level: (run) => 1 + drift * run }

console.log(`${describeMachine()} · ${options.series} histories a cell, seed ${options.seed}\n`)
const quiet = Object.keys(models).filter((model) => model !== 'autocorrelated')
print('found where nothing is', rates)
print('found where something is', hits)
printTable(['bound', ''], [
  ...Object.entries(rates).slice(0, 4).map(([name, of]) => [name, bounds.check(Math.max(...quiet.map((model) => of(models[model]))), 0.02, '2 % in all but the autocorrelated')]),
  ['a cut in 40 values in random order', bounds.check(randomCuts(40), 0.01, '1 %')],
  ['+15 % typical, missed', bounds.check(1 - hits['+15 % in the last 10 of 60 runs'](models.typical), 0.05, '5 %')],
]) // prettier-ignore
bounds.conclude(options.strict)

function print(title, columns) {
  console.log(`### ${title}\n`)
  const rows = Object.entries(models).map(([name, model]) => [name, ...Object.values(columns).map((of) => share(of(model)))])
  printTable(['model', ...Object.keys(columns)], rows)
  console.log()
}

function share(value) {
  return Number.isNaN(value) ? '' : `${(value * 100).toFixed(1)} %`
}

function isMoving({ direction }) {
  return direction === 'rising' || direction === 'falling'
}

function step(runs, at, factor) {
  return { runs, level: (run) => (run >= at ? factor : 1) }
}

function rate(model, plan, isHit) {
  const found = trends(model, plan)
  return found.filter(isHit).length / found.length
}

/** How often the interval of a forecast holds the run in which the line without its noise breaks the objective. */
function covered(model) {
  const told = trends(model, drifting).flatMap(({ forecast }) => (forecast.kind === 'breach' ? [forecast] : []))
  const due = (breaksAt - 1) / drift - (drifting.runs - 1)
  return told.filter(({ earliest, latest = Number.POSITIVE_INFINITY }) => earliest <= due && due <= latest).length / told.length
}

function trends(model, { runs, level = () => 1 }) {
  const random = generator(options.seed)
  return Array.from({ length: options.series }, () => {
    let before = 1
    const values = Array.from({ length: runs }, (_, run) => {
      before = model(random, before)
      return Math.max(1e-6, before) * level(run)
    })
    return trendOf(slo, history(values))
  })
}

function history(values) {
  const head = { scope: 'full', fingerprint: 'one', fit: true, startedAt: '2026-01-01' }
  return {
    runs: values.map((_, run) => ({ ...head, id: String(run) })).toReversed(),
    verdicts: new Map(values.map((measured, run) => [String(run), [{ slo: slo.name, status: 'met', measured }]])),
  }
}

function randomCuts(length) {
  const random = generator(options.seed)
  const cut = Array.from({ length: 10 * options.series }, () => changePoints(Array.from({ length }, random)).length > 0)
  return cut.filter(Boolean).length / cut.length
}
