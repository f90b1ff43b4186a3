import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Vitest } from 'vitest/node'
import { unfinishedFile } from '../../ports.ts'
import type { LoadedConfig } from './load-config.ts'

/**
 * Notes beside the reports that a run has begun. The note stays where the run is killed or its report cannot be written: then the
 * report that lies there is of an earlier run, and `slo check` must not pass on it. None of a watch run, which never ends by itself.
 */
export function noteUnfinished(vitest: Vitest, { config }: LoadedConfig, startedAt: Date): void {
  if (vitest.config.watch) return
  const file = fileOf(vitest, config.reports.dir)
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, `${JSON.stringify({ pid: process.pid, startedAt: startedAt.toISOString() })}\n`)
  } catch {
    // Where this cannot be written the report cannot either, and that fails the run.
  }
}

/** Takes the note away: what lies beside it is the result of this run. */
export function forgetUnfinished(vitest: Vitest, { config }: LoadedConfig): void {
  rmSync(fileOf(vitest, config.reports.dir), { force: true })
}

function fileOf({ config: { root, shard } }: Vitest, dir: string): string {
  return resolve(root, dir, unfinishedFile(shard))
}
