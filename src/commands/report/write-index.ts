import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { newestFirst, readPublishedRun, renderIndex, renderLatest } from '../../report/published-index.ts'
import type { PublishedRun } from '../../report/published-index.ts'

/**
 * Writes the index of a folder of reports, and `latest.html`, after removing the runs that are too many; returns how many it lists. Again
 * where somebody else has published meanwhile: whoever writes last has seen all of them.
 */
export function writeIndex(folder: string, keep: number, write: (file: string, chunks: Iterable<string>) => void): number {
  for (let round = 1; ; round++) {
    const kept = tidy(folder, keep)
    write('index.html', [renderIndex(kept)])
    const [newest] = kept
    if (newest !== undefined) write('latest.html', [renderLatest(newest)])
    if (round === mostRounds || idsIn(runsIn(folder)) === idsIn(kept)) return kept.length
  }
}

const mostRounds = 10

function idsIn(runs: readonly PublishedRun[]): string {
  return runs.map(({ id }) => id).join('\0')
}

/** The newest runs of a folder; those that are too many are removed, first of all what makes the index name them. */
function tidy(folder: string, keep: number): PublishedRun[] {
  const all = runsIn(folder)
  for (const { id } of all.slice(keep))
    for (const ending of ['json', 'html']) rmSync(join(folder, 'runs', `${id}.${ending}`), { force: true })
  return all.slice(0, keep)
}

/** What somebody else has put there is left alone. */
function runsIn(folder: string): PublishedRun[] {
  const names = readdirSync(join(folder, 'runs')).filter((file) => file.endsWith('.json'))
  return newestFirst(names.flatMap((file) => readRecord(join(folder, 'runs', file), file) ?? []))
}

function readRecord(path: string, file: string): PublishedRun | undefined {
  try {
    const record = readPublishedRun(readFileSync(path, 'utf8'))
    return record !== undefined && `${record.id}.json` === file && existsSync(path.replace(/json$/, 'html')) ? record : undefined
  } catch {
    // Removed meanwhile.
    return undefined
  }
}
