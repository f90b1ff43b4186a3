import { formatQuantity } from '../../model/format-quantity.ts'
import { isUpperBound, meets } from '../../model/objective.ts'
import type { Objective } from '../../model/objective.ts'
import type { Series } from '../../model/series.ts'
import type { Slo } from '../../model/slo.ts'
import type { Verdict } from '../../model/verdict.ts'
import { samplesOf } from '../judged-series.ts'
import { countOf, valueText } from '../measured-text.ts'
import { markup } from './markup.ts'
import type { Markup } from './markup.ts'
import { boundsOnScale, plotHeight, plotScale } from './plot-scale.ts'
import type { PlotScale } from './plot-scale.ts'
import { thinOut } from './thin-out.ts'

const mostDots = 400

interface Dot {
  readonly place: number
  readonly value: number
  /** Of the second measurement. */
  readonly again: boolean
}

/**
 * The samples of a verdict as dots in the order they were taken, with the limits and the judged statistic as lines across them.
 * Undefined without samples.
 */
export function samplePlot(verdict: Verdict, judged: readonly Series[]): Markup | undefined {
  const samples = samplesOf(judged)
  if (samples.length === 0) return undefined
  const second = judged.flatMap(({ confirmation = [] }) => confirmation)
  const dots = dotsOf(samples, second)
  const bounds = boundsOnScale(verdict)
  const values = [...dots.map(({ value }) => value), ...bounds.map(({ threshold }) => threshold)]
  const scale = plotScale(values, samples.length + (second.length === 0 ? 0 : second.length + 1))
  const drawn = [
    ...zone(bounds, scale),
    ...dots.map((dot) => dotMarkup(dot, verdict.slo, scale)),
    ...lines(verdict, bounds, scale),
  ]
  const caption = captionText(verdict.slo, samples, second.length)
  return markup`<figure><svg class="plot" role="img" aria-label="${caption}" width="100%" height="${plotHeight}">${drawn}</svg><figcaption>${caption}</figcaption></figure>
` // prettier-ignore
}

function dotsOf(samples: readonly number[], second: readonly number[]): Dot[] {
  const first = thinOut(samples, mostDots).map(({ place, value }) => ({ place, value, again: false }))
  const behind = samples.length + 1
  return [...first, ...thinOut(second, mostDots).map(({ place, value }) => ({ place: behind + place, value, again: true }))]
}

/** The side of the limit where no sample should be. */
function zone([objective]: readonly Objective[], { y }: PlotScale): Markup[] {
  if (objective === undefined) return []
  const limit = y(objective.threshold)
  const [top, height] = isUpperBound(objective.op) ? [0, limit] : [limit, plotHeight - limit]
  return [markup`<rect class="zone" x="0" y="${top}" width="100%" height="${height}" />`]
}

function dotMarkup({ place, value, again }: Dot, { sli, objective }: Slo, { x, y }: PlotScale): Markup {
  const beyond = objective.unit === sli.unit && !meets(objective, value) ? ' beyond' : ''
  const text = `${again ? 'confirmation ' : ''}${formatQuantity(value, sli.unit)}`
  return markup`<circle class="dot${beyond}${again ? ' again' : ''}" cx="${x(place)}" cy="${y(value)}" r="4"><title>${text}</title></circle>\n`
}

function lines(verdict: Verdict, [objective, warning]: readonly Objective[], { y }: PlotScale): Markup[] {
  if (objective === undefined) return []
  const judged = verdict.status === 'no-data' || verdict.measured === undefined ? undefined : verdict
  return [
    ...(warning === undefined ? [] : [line('warn', y(warning.threshold), `warn ${warning.op} ${warning.written}`)]),
    line('limit', y(objective.threshold), `${objective.op} ${objective.written}`),
    ...(judged?.measured === undefined
      ? []
      : [line('judged', y(judged.measured), valueText(judged.slo, judged.measured, judged.exact))]),
  ]
}

/** Each kind of line has its label at a place of its own, so that labels of near lines do not cover each other. */
const labelPlaces = {
  limit: { x: '100%', dx: -6, anchor: 'end' },
  warn: { x: '50%', dx: 0, anchor: 'middle' },
  judged: { x: '0%', dx: 6, anchor: 'start' },
} as const

function line(kind: keyof typeof labelPlaces, y: number, label: string): Markup {
  const { x, dx, anchor } = labelPlaces[kind]
  return markup`<line class="${kind}" x1="0" x2="100%" y1="${y}" y2="${y}"/>
<text class="${kind}" x="${x}" dx="${dx}" y="${y - 6}" text-anchor="${anchor}">${label}</text>\n`
}

function captionText({ sli: { metric, unit }, objective }: Slo, samples: readonly number[], confirmations: number): string {
  const least = formatQuantity(samples.reduce((a, b) => Math.min(a, b)), unit) // prettier-ignore
  const most = formatQuantity(samples.reduce((a, b) => Math.max(a, b)), unit) // prettier-ignore
  const again = confirmations === 0 ? '' : `; then ${countOf(confirmations, 'sample')} to confirm`
  const drawn = samples.length > mostDots ? ', the extremes of each stretch drawn' : ''
  const statistic = `; judged by ${objective.statistic}`
  return `${countOf(samples.length, 'sample')} of ${metric}, ${least} to ${most}, in the order they were taken${drawn}${again}${statistic}`
}
