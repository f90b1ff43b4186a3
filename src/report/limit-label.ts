import { failsRun } from '../model/limit-hit.ts'
import type { LimitNote } from '../model/limit-hit.ts'
import { countOf } from './measured-text.ts'

/** What became of a limit in a word; of one that warns only, that it does. */
export function limitWord(note: LimitNote): string {
  if (note.kind === 'not-enforced') return 'not enforced'
  if (note.kind === 'held') return 'held'
  return failsRun(note) ? 'exceeded' : 'exceeded (warn only)'
}

/** `1 limit exceeded`; undefined where none fails the run. */
export function brokenLimitsText(notes: readonly LimitNote[]): string | undefined {
  const broken = new Set(notes.filter(failsRun).map(({ limit }) => limit)).size
  return broken === 0 ? undefined : `${countOf(broken, 'limit')} exceeded`
}
