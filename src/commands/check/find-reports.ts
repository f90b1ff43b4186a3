import { existsSync, statSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { glob } from 'tinyglobby'
import { SloError } from '../../model/fault.ts'

/**
 * The stored results that were named, as paths relative to `cwd`, in one order whatever the order of the arguments. A folder stands
 * for every `report*.json` in it, deeper ones included, since CI systems put each artifact into a folder of its own. Throws SloError
 * for a path that does not exist, or a folder without results: what is not there must not be left out in silence.
 */
export async function findReports(paths: readonly string[], cwd: string): Promise<string[]> {
  const found = await Promise.all(paths.map((path) => reportsAt(path, cwd)))
  return [...new Set(found.flat())].toSorted()
}

/** The results in one folder itself. Empty where there are none. */
export async function reportsIn(folder: string, cwd: string): Promise<string[]> {
  const files = await glob('report*.json', { cwd: folder, absolute: true, dot: true, expandDirectories: false })
  return files.map((file) => nameOf(file, cwd)).toSorted()
}

async function reportsAt(path: string, cwd: string): Promise<string[]> {
  const place = resolve(cwd, path)
  if (!existsSync(place))
    throw new SloError(`${path} was not found: name the report.json files, or the folders they were collected in`)
  if (!statSync(place).isDirectory()) return [nameOf(place, cwd)]
  const ignore = ['**/node_modules/**', '**/.git/**']
  const files = await glob('**/report*.json', { cwd: place, absolute: true, dot: true, ignore, expandDirectories: false })
  if (files.length === 0) throw new SloError(`${path} holds no report*.json: were the results of the shards collected there?`)
  return files.map((file) => nameOf(file, cwd))
}

function nameOf(file: string, cwd: string): string {
  return (relative(cwd, file) || file).replaceAll('\\', '/')
}
