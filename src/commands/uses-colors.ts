import type { Output } from './world.ts'

/**
 * Whether a stream gets colours. `--no-color` and NO_COLOR (https://no-color.org) switch them off whatever else is said, FORCE_COLOR
 * (other than `0` and `false`) on; else a terminal has them.
 */
export function usesColors(
  output: Pick<Output, 'isTTY'>,
  env: Readonly<Record<string, string | undefined>>,
  wanted = true,
): boolean {
  if (!wanted || (env['NO_COLOR'] ?? '') !== '') return false
  const forced = env['FORCE_COLOR']
  return forced === undefined ? output.isTTY : forced !== '0' && forced !== 'false'
}
