import { formatQuantity } from '../../model/format-quantity.ts'
import type { Summary } from '../../model/summary.ts'
import type { Unit } from '../../model/unit.ts'
import { grouped } from '../measured-text.ts'
import { markup } from './markup.ts'
import type { Markup } from './markup.ts'

/** Each statistic with the samples it takes to say anything of its own: the p99 of three samples is little but their maximum. */
const shown = [['min', 1], ['median', 1], ['mean', 1], ['p90', 10], ['p95', 20], ['p99', 100], ['max', 1], ['stddev', 2]] as const // prettier-ignore

/** The statistics of one set of samples in a row of small figures. */
export function statisticsList(summary: Summary, unit: Unit): Markup {
  const known = shown.flatMap(([statistic, least]) => {
    const value = summary.count < least ? undefined : summary[statistic]
    return value === undefined ? [] : [figure(statistic, formatQuantity(value, unit))]
  })
  return markup`<dl class="figures">${[figure('samples', grouped(summary.count)), ...known]}</dl>`
}

function figure(term: string, value: string): Markup {
  return markup`<div><dt>${term}</dt><dd>${value}</dd></div>`
}
