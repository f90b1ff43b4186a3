import { formatQuantity } from '../../model/format-quantity.ts'
import type { Summary } from '../../model/summary.ts'
import type { Unit } from '../../model/unit.ts'
import { html } from './markup.ts'
import type { Markup } from './markup.ts'

const shown = ['min', 'median', 'mean', 'p90', 'p95', 'p99', 'max', 'stddev'] as const

/** The statistics of one set of samples in a row of small figures. */
export function statisticsList(summary: Summary, unit: Unit): Markup {
  const known = shown.flatMap((statistic) => {
    const value = summary[statistic]
    return value === undefined
      ? []
      : [
          html`<div>
            <dt>${statistic}</dt>
            <dd>${formatQuantity(value, unit)}</dd>
          </div>`,
        ]
  })
  return html`<dl class="figures">
    <div>
      <dt>samples</dt>
      <dd>${summary.count.toLocaleString('en')}</dd>
    </div>
    ${known}
  </dl>`
}
