// Small statistics and the way figures are printed.
import { cpus, loadavg, totalmem } from 'node:os'

export function median(values) {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = (sorted.length - 1) / 2
  return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2
}

/** Standard deviation of the sample over its mean. */
export function variation(values) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return Math.sqrt(squares / (values.length - 1)) / mean
}

export function percent(share, digits = 1) {
  return `${share < 0 ? '' : '+'}${(share * 100).toFixed(digits)} %`
}

export function mebibytes(bytes) {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`
}

/** A line that says where and when figures were taken. */
export function describeMachine() {
  const [cpu] = cpus()
  const load = loadavg()[0].toFixed(2)
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`
  return `${new Date().toISOString().slice(0, 16)}Z · ${cpu.model.trim()}, ${cpus().length} cores, ${memory} · Node ${process.versions.node} · load ${load}`
}

/** Prints rows as a Markdown table that reads well in a terminal too. */
export function printTable(header, rows) {
  const table = [header, ...rows].map((row) => row.map(String))
  const widths = header.map((_, column) => Math.max(3, ...table.map((row) => row[column].length)))
  const line = (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`
  console.log(
    [line(table[0]), `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...table.slice(1).map(line)].join('\n'),
  )
}

/** Collects what was held against a bound; at the end the process fails where one did not hold, with `--strict` only. */
export class Bounds {
  #broken = 0

  /** Text for a table: the bound, and whether the value keeps it. */
  check(value, most, text = String(most)) {
    const holds = value <= most
    if (!holds) this.#broken++
    return `<= ${text}: ${holds ? 'holds' : 'BROKEN'}`
  }

  conclude(strict) {
    console.log(this.#broken === 0 ? '\nEvery bound holds.' : `\n${this.#broken} bounds do not hold.`)
    if (strict && this.#broken > 0) process.exitCode = 1
  }
}
