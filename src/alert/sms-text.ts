import type { AlertFinding } from '../model/alert.ts'
import { figuresOf, mostFindings } from './compose.ts'
import type { Message } from './compose.ts'

/**
 * A message as a text message of at most so many segments: as many findings as fit, then what is always wanted: cause, since when,
 * owner, link, next command. Nothing but GSM-7 where that can be.
 */
export function smsText({ title, lines, alert: { findings } }: Message, segments: number): string {
  const named = Math.min(findings.length, mostFindings)
  const rest = lines.slice(Math.min(findings.length, mostFindings + 1))
  const bodies = Array.from({ length: named }, (_, i) => [...lines.slice(0, named - i), ...moreThan(findings.length - named + i)])
  const brief = [...findings.slice(0, 1).map(briefly), ...moreThan(findings.length - 1)]
  const texts = [...bodies, brief].map((body) => plain([title, ...body, ...rest].join('\n')))
  return texts.find((text) => segmentsOf(text) <= segments) ?? cut(texts.at(-1) as string, segments)
}

function moreThan(count: number): string[] {
  return count > 0 ? [`and ${count} more`] : []
}

/** Without the reason, which may be long. */
function briefly(finding: AlertFinding): string {
  const figures = figuresOf(finding)
  return `${finding.slo === undefined ? '' : `${finding.slo}: `}${figures === '' ? finding.reason : figures}`
}

/** Signs that cost a message half its length, as those that do not. */
function plain(text: string): string {
  return Array.from(text)
    .map((sign) => ordinary.get(sign) ?? sign)
    .join('')
}

const ordinary: ReadonlyMap<string, string> = new Map([
  ['\u00a0', ' '],
  ['\u202f', ' '],
  ['–', '-'],
  ['—', '-'],
  ['−', '-'],
  ['‘', "'"],
  ['’', "'"],
  ['“', '"'],
  ['”', '"'],
  ['…', '...'],
  ['→', '->'],
  ['≤', '<='],
  ['≥', '>='],
  ['≈', 'about '],
  ['×', 'x'],
  ['µ', 'u'],
  ['`', "'"],
])

/** How many segments a text is sent in: 160 septets of GSM-7, or 70 units of UCS-2; of several, each 153 or 67 (3GPP TS 23.038, 23.040). */
export function segmentsOf(text: string): number {
  const signs = Array.from(text)
  const isGsm = signs.every((sign) => basic.has(sign) || extended.has(sign))
  const costs = signs.map((sign) => (isGsm ? (extended.has(sign) ? 2 : 1) : sign.length))
  const whole = costs.reduce((sum, cost) => sum + cost, 0)
  return whole <= (isGsm ? 160 : 70) ? 1 : packed(costs, isGsm ? 153 : 67)
}

/** A sign of two units does not lie in two segments. */
function packed(costs: readonly number[], room: number): number {
  let [segments, left] = [1, room]
  for (const cost of costs) {
    if (cost > left) [segments, left] = [segments + 1, room]
    left -= cost
  }
  return segments
}

/** The longest beginning that fits, marked as cut. */
function cut(text: string, segments: number): string {
  const signs = Array.from(text)
  let [fits, tooLong] = [0, signs.length]
  while (tooLong - fits > 1) {
    const middle = Math.floor((fits + tooLong) / 2)
    if (segmentsOf(`${signs.slice(0, middle).join('')}...`) <= segments) fits = middle
    else tooLong = middle
  }
  return `${signs.slice(0, fits).join('')}...`
}

const basic: ReadonlySet<string> = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
)
const extended: ReadonlySet<string> = new Set('\f^{}\\[~]|€')
