import { describeLimit, failsRun } from '../../model/limit-hit.ts'
import type { LimitHit, LimitNote } from '../../model/limit-hit.ts'
import type { Run } from '../../model/run.ts'
import { limitWord } from '../limit-label.ts'
import { sanitizeFlat } from '../text/sanitize.ts'
import { wrap } from '../text/wrap.ts'
import { footnote } from './page.ts'
import type { Page } from './page.ts'

const mostShown = 10

/** One block for each limit that was crossed and fails the run: who crossed it, by how much, and what ran. */
export function brokenLimitBlocks({ limits }: Run, page: Page): string[][] {
  const broken = limits.filter(isBroken)
  const more = broken.length - mostShown
  return [
    ...broken.slice(0, mostShown).map((hit) => blockOf(hit, page)),
    ...(more > 0 ? [footnote('', `${more} more limits were crossed: see report.json`, page)] : []),
  ]
}

function isBroken(note: LimitNote): note is LimitHit {
  return failsRun(note)
}

function blockOf(hit: LimitHit, { palette, width }: Page): string[] {
  const text = wrap(`LimitExceeded: ${sanitizeFlat(describeLimit(hit))}`, width - 1)
  return [
    `${palette.failure(' FAIL ')} slo.config.ts > limit ${hit.limit}`,
    ...text.map((line) => ` ${palette.status.violated(line)}`),
  ]
}

/** The limits that fail nothing: what was crossed and only warns, what is not enforced here, and in one line what was held. */
export function limitFootnotes({ limits }: Run, page: Page): string[] {
  const mild = limits.filter((note) => note.kind !== 'held' && !failsRun(note)).slice(0, mostShown)
  const held = limits.flatMap((note) => (note.kind === 'held' ? [`${note.limit} ${sanitizeFlat(note.written)}`] : []))
  return [
    ...mild.flatMap((note) => footnote('limit', sanitizeFlat(mildText(note)), page)),
    ...(held.length === 0 ? [] : footnote('limits', `held: ${held.join(', ')}`, page)),
  ]
}

function mildText(note: LimitNote): string {
  return note.kind === 'exceeded' ? `${limitWord(note)}: ${describeLimit(note)}` : describeLimit(note)
}
