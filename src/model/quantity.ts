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
  const written = /^([^a-zA-Z%/]*?) ?([a-zA-Z%/][a-zA-Z%/]*)?$/.exec(text)
  const [, digits = '', suffix = ''] = written ?? []
  const malformed = numberFault(written === null ? text : digits, dimension)
  if (malformed !== undefined) return { ok: false, fault: malformed }
  const factor = factorOf(dimension, suffix)
  if (factor === undefined) return { ok: false, fault: unitFault(digits, suffix, dimension) }
  if (dimension === 'count' && digits.includes('.')) return refused(dimension, 'not-whole')
  const value = exactProduct(digits, factor)
  return value > Number.MAX_SAFE_INTEGER ? refused(dimension, 'too-large') : { ok: true, value, unit: unitOf[dimension] }
}

function refused(dimension: Dimension, problem: QuantityFault['problem']): ParsedQuantity {
  return { ok: false, fault: { problem, expected: example[dimension] } }
}

function numberFault(digits: string, dimension: Dimension): QuantityFault | undefined {
  if (/^\d+(\.\d+)?$/.test(digits)) return undefined
  const expected = example[dimension]
  if (/^-\d/.test(digits)) return { problem: 'negative', expected }
  return { problem: 'not-a-number', expected, hint: spellingHint(digits) }
}

/** For figures as people write them elsewhere: `1,5`, `1,000`, `1_000`, `15 µs`. */
function spellingHint(digits: string): string | undefined {
  const [, number, micro] = /^([\d.,_]+)( ?[µμ]s)?$/.exec(digits) ?? []
  if (number === undefined) return undefined
  if (micro !== undefined) return `write ${number}us`
  if (/^\d+,\d+$/.test(number) && !/,\d{3}$/.test(number)) return `write a decimal point: ${number.replace(',', '.')}`
  return /^\d{1,3}([,_]\d{3})+(\.\d+)?$/.test(number) ? `write ${number.replace(/[,_]/g, '')}` : undefined
}

function factorOf(dimension: Dimension, suffix: string): readonly [bigint, bigint] | undefined {
  const table: Readonly<Record<string, readonly [bigint, bigint]>> = suffixes[dimension]
  return Object.hasOwn(table, suffix) ? table[suffix] : undefined
}

function unitFault(digits: string, suffix: string, dimension: Dimension): QuantityFault {
  const expected = example[dimension]
  if (suffix === '') return { problem: 'no-unit', expected, hint: bareNumberHint(digits, dimension) }
  const other = (Object.keys(suffixes) as Dimension[]).find((d) => Object.hasOwn(suffixes[d], suffix))
  if (other !== undefined) return { problem: 'wrong-unit', expected }
  const meant = Object.keys(suffixes[dimension]).find((known) => known.toLowerCase() === suffix.toLowerCase())
  return { problem: 'unknown-unit', expected, hint: meant === undefined ? undefined : `write ${digits}${meant}` }
}

function bareNumberHint(digits: string, dimension: Dimension): string {
  const [smallest, next] = { time: ['ms', 's'], bytes: ['B', 'MB'], ratio: ['%', '%'], rate: ['/s', '/m'], 'byte-rate': ['B/s', 'MiB/s'], count: ['', ''] }[dimension] as [string, string] // prettier-ignore
  return smallest === next ? `write ${digits}${smallest}` : `write ${digits}${smallest} or ${digits}${next}`
}

function exactProduct(digits: string, [numerator, denominator]: readonly [bigint, bigint]): number {
  const [whole = '', fraction = ''] = digits.split('.')
  const scaled = BigInt(whole + fraction) * numerator
  const divisor = denominator * 10n ** BigInt(fraction.length)
  // Whole and rest apart: each is exact in a double, and their sum is rounded once.
  return Number(scaled / divisor) + Number(scaled % divisor) / Number(divisor)
}
