import { existsSync, readFileSync, statSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { SloError } from '../../model/fault.ts'
import type { ComparisonResult } from '../../model/comparison.ts'
import { parseComparison } from '../../report/schema/parse-comparison.ts'
import type { World } from '../world.ts'
import { reportsDir } from './stored-run.ts'

/** Name of the file in which `slo compare` leaves its result. */
export const comparisonFile = 'comparison.json'

/** The result of a comparison from a file or the folder it lies in; by default that of the last one. Rejects with SloError. */
export async function readComparison(
  place: string | undefined,
  world: World,
): Promise<{ readonly result: ComparisonResult; readonly file: string }> {
  const path = resolve(world.cwd, place ?? (await reportsDir(world)))
  const isFolder = place === undefined || (existsSync(path) && statSync(path).isDirectory())
  const file = isFolder ? join(path, comparisonFile) : path
  const name = relative(world.cwd, file) || file
  if (!existsSync(file)) throw new SloError(`${name} was not found: slo compare <revision> writes it`)
  const parsed = parseComparison(readFileSync(file, 'utf8'))
  if (!parsed.ok) throw new SloError(`${name} ${parsed.reason}`)
  return { result: parsed.result, file: name }
}
