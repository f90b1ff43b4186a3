import { parseArgs } from 'node:util'

/**
 * Options of a benchmark, `--name value`, each with its default; numbers stay numbers, `false` makes a switch. `--strict` is always there.
 * @template {Readonly<Record<string, string | number | boolean>>} T
 * @param {T} defaults
 * @returns {T & { strict: boolean }}
 */
export function readOptions(defaults) {
  const all = { strict: false, ...defaults }
  const options = Object.fromEntries(
    Object.entries(all).map(([name, value]) => [name, { type: typeof value === 'boolean' ? 'boolean' : 'string' }]),
  )
  const { values } = parseArgs({ options })
  return Object.fromEntries(
    Object.entries(all).map(([name, value]) => {
      const given = values[name]
      if (given === undefined) return [name, value]
      return [name, typeof value === 'number' ? Number(given) : given]
    }),
  )
}
