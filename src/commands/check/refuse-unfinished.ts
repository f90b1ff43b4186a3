import { readdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/**
 * Why these results may not be those of the last run, in words that say what to do; undefined when they are. Beside them lies a note
 * for each run that has begun and not written its own.
 */
export function refuseUnfinished(files: readonly string[], cwd: string): string | undefined {
  for (const folder of new Set(files.map((file) => dirname(file)))) {
    const note = readdirSync(resolve(cwd, folder)).find((name) => /^unfinished(-\d+-of-\d+)?\.json$/.test(name))
    if (note !== undefined) {
      return `${join(folder, note)} says that a run began and did not finish, so what lies beside it is of an earlier run; run it again, or wait for its end`
    }
  }
  return undefined
}
