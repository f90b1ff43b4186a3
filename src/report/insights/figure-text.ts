import { formatQuantity } from '../../model/format-quantity.ts'
import type { ColdFirst, LevelInsight, OutlierInsight, TrendInsight, WideHeadroom, WideSpread } from '../../model/insight.ts'
import type { Forecast } from '../../model/forecast.ts'
import { countOf } from '../measured-text.ts'
import { shellWord } from './insight-words.ts'
import type { InsightWords } from './insight-words.ts'
import { forecastText, percent } from '../trend/trend-words.ts'

/** `build is rising: +12ms a run [+8ms, +15ms], +14.1 % over 40 runs; breaks its objective in 31 runs [25 to 44]; slo trend build`. */
export function trendText({ slo, unit, direction, perRun, low, high, change, runs, forecast }: TrendInsight): InsightWords {
  const [typical, least, most] = [perRun, low, high].map((value) => `${value < 0 ? '' : '+'}${formatQuantity(value, unit)}`)
  const finding = `${slo} is ${direction}: ${typical} a run [${least}, ${most}], ${percent(change)} over ${runs} runs${coming(forecast)}`
  const command = `slo trend ${shellWord(slo)}`
  return { finding, next: `${command} shows them`, command }
}

function coming(forecast: Forecast): string {
  const ahead = forecastText(forecast)
  if (ahead === '') return ''
  return forecast.kind === 'breach' ? `; breaks its objective ${ahead}` : `; its objective: ${ahead}`
}

/** Since which run a level holds, and the revisions to compare. */
export function levelText({ slo, unit, run, startedAt, commit, commitBefore, before, after, runs }: LevelInsight): InsightWords {
  const place = `${commit === undefined ? `run ${run.slice(0, 8)}` : commit.slice(0, 8)} of ${startedAt.slice(0, 10)}`
  const command =
    commitBefore === undefined
      ? `slo trend ${shellWord(slo)}`
      : `slo compare ${shellWord(commitBefore.slice(0, 12))} --slo ${shellWord(slo)}`
  const finding = `${slo} is on another level since ${place}: ${formatQuantity(before, unit)} before, ${formatQuantity(after, unit)} in the ${countOf(runs, 'run')} since`
  return { finding, next: command, command }
}

/** A figure far outside, to either side. */
export function outlierText({ slo, unit, measured, usual, z, runs, better }: OutlierInsight): InsightWords {
  const finding = `${slo} lies far outside of the ${runs} runs before: ${formatQuantity(measured, unit)}, usually ${formatQuantity(usual, unit)} (robust z ${z.toFixed(1)})`
  const next = better ? 'better than usual: does it still do its work?' : 'run it again before anybody is accused'
  return { finding, next, command: better ? `slo trend ${shellWord(slo)}` : 'slo run' }
}

/** An objective that would let a large regression pass. */
export function wideHeadroomText({ slo, unit, worst, threshold, runs }: WideHeadroom): InsightWords {
  const times = worst > threshold ? worst / threshold : threshold / worst
  const finding = `${slo} has far too much room: ${formatQuantity(worst, unit)} at worst in ${runs} runs, bound ${formatQuantity(threshold, unit)}; a regression of ${Math.floor(times)} times would pass`
  return { finding, next: 'tighten it', command: 'slo suggest' }
}

/** An objective that noise alone can break. */
export function wideSpreadText({ slo, spread, margin, samples }: WideSpread): InsightWords {
  const finding = `${slo} can break without any change: its ${samples} samples vary by ${formatQuantity(spread, 'ratio')}, and its bound is ${formatQuantity(margin, 'ratio')} away`
  return { finding, next: 'bound the median or the CPU time, or give it room', command: 'slo noise' }
}

/** A probe that measures two things at once. */
export function coldText({ command, first, usual, samples }: ColdFirst): InsightWords {
  const finding = `the first of ${samples} samples of command ${command} took ${formatQuantity(first, 'ms')}, the others ${formatQuantity(usual, 'ms')}`
  return { finding, next: 'set warmup: 1 where the warm time is meant, or bring the cold state back with prepare' }
}
