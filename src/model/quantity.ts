import { suffixes, unitOf } from './unit.ts'
import type { Dimension, Unit } from './unit.ts'

/** Why a text is not a quantity of the dimension asked for. */
export interface QuantityFault {
  readonly problem: 'no-unit' | 'wrong-unit' | 'unknown-unit' | 'negative' | 'not-a-number' | 'not-whole' | 'too-large'
  /** What would be accepted, in words. */
  readonly expected: string
  /** The way out, when one can be named, for example the unit that was meant. */
  readonly hint?: string
}

export type ParsedQuantity =
  | { readonly ok: true; readonly value: number; readonly unit: Unit }
  | { readonly ok: false; readonly fault: QuantityFault }

const example: Readonly<Record<Dimension, string>> = {
  time: "a time such as '250ms' or '15s'",
  bytes: "a size such as '100MB' or '512MiB'",
  ratio: "a share such as '85%'",
  rate: "a rate such as '200000/s'",
  'byte-rate': "a data rate such as '100MiB/s'",
  count: "a whole number such as '0' or '10'",
}

/**
 * Reads a written quantity into the canonical unit of its dimension (ms, bytes, ratio, 1/s, bytes/s, count).
 * Strict on purpose: no exponent, no sign, no decimal comma, no bare number where a unit belongs.
 * Exact: the decimal fraction is converted in integers, so `1.1KB` is 1100 and not 1100.0000000000002.
 */
export function parseQuantity(text: string, dimension: Dimension): ParsedQuantity {
  const figure = /^(\d+(?:\.\d+)?) ?([a-zA-Z%/]*)$/.exec(text) as readonly [string, string, string] | null
  if (figure === null) return { ok: false, fault: figureFault(text, dimension) }
  const [, digits, suffix] = figure
  const factor = factorOf(dimension, suffix)
  if (factor === undefined) return { ok: false, fault: unitFault(digits, suffix, dimension) }
  if (dimension === 'count' && digits.includes('.')) return refused(dimension, 'not-whole')
  const value = exactProduct(digits, factor)
  return value > Number.MAX_SAFE_INTEGER ? refused(dimension, 'too-large') : { ok: true, value, unit: unitOf[dimension] }
}

function refused(dimension: Dimension, problem: QuantityFault['problem']): ParsedQuantity {
  return { ok: false, fault: { problem, expected: example[dimension] } }
}

function figureFault(text: string, dimension: Dimension): QuantityFault {
  const expected = example[dimension]
  return /^-\d/.test(text) ? { problem: 'negative', expected } : { problem: 'not-a-number', expected, hint: spellingHint(text) }
}

/** For figures as people write them elsewhere: `1,5s`, `1,000ms`, `1_000ms`, `15 µs`. */
function spellingHint(text: string): string | undefined {
  const plain = text.replace(/[µμ]s$/, 'us')
  const isDecimal = /^\d+,\d+(?![\d,.])/.test(plain) && !/^\d+,\d{3}(?!\d)/.test(plain)
  const respelled = isDecimal ? plain.replace(',', '.') : plain.replace(/(?<=\d)[,_](?=\d{3})/g, '')
  return respelled !== text && /^\d+(\.\d+)? ?[a-zA-Z%/]*$/.test(respelled) ? `write ${respelled}` : undefined
}

function factorOf(dimension: Dimension, suffix: string): readonly [bigint, bigint] | undefined {
  const table: Readonly<Record<string, readonly [bigint, bigint]>> = suffixes[dimension]
  return Object.hasOwn(table, suffix) ? table[suffix] : undefined
}

function unitFault(digits: string, suffix: string, dimension: Dimension): QuantityFault {
  const expected = example[dimension]
  if (suffix === '') return { problem: 'no-unit', expected, hint: bareNumberHint(digits, dimension) }
  const isOther = (Object.keys(suffixes) as Dimension[]).some((other) => Object.hasOwn(suffixes[other], suffix))
  if (isOther) return { problem: 'wrong-unit', expected }
  const units = Object.keys(suffixes[dimension]).filter((unit) => unit !== '')
  const meant = units.find((unit) => unit.toLowerCase() === suffix.toLowerCase())
  const list = units.length === 0 ? 'it has no unit' : `the units are ${units.join(', ')}`
  return { problem: 'unknown-unit', expected, hint: meant === undefined ? list : `write ${digits}${meant}` }
}

/** The units that a bare number most likely meant. A count needs none. */
const likely: Readonly<Record<Dimension, readonly string[]>> = {
  time: ['ms', 's'],
  bytes: ['B', 'MB'],
  ratio: ['%'],
  rate: ['/s'],
  'byte-rate': ['B/s', 'MB/s'],
  count: [],
}

function bareNumberHint(digits: string, dimension: Dimension): string {
  const isShare = dimension === 'ratio' && Number(digits) <= 1
  const figure = isShare ? String(Number((Number(digits) * 100).toPrecision(12))) : digits
  return `write ${likely[dimension].map((suffix) => figure + suffix).join(' or ')}`
}

/** The nearest double: the product is written out in decimals, whose reading rounds once. */
function exactProduct(digits: string, [numerator, denominator]: readonly [bigint, bigint]): number {
  const [whole = '', fraction = ''] = digits.split('.')
  const scaled = BigInt(whole + fraction) * numerator
  const divisor = denominator * 10n ** BigInt(fraction.length)
  const decimals = ((scaled % divisor) * 10n ** 40n) / divisor
  return Number(`${scaled / divisor}.${String(decimals).padStart(40, '0')}`)
}
