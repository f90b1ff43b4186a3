import { explaining } from '../../model/profile.ts'
import type { Profile, ProfileGap } from '../../model/profile.ts'
import type { Run } from '../../model/run.ts'
import { hotPathText } from '../profile-text.ts'
import { cutMiddle } from '../text/cut-middle.ts'
import { sanitize, sanitizeFlat } from '../text/sanitize.ts'
import { labelled } from './page.ts'
import type { Page } from './page.ts'
import type { Violated } from './violated.ts'

const longestReason = 400

/** What the profiles say of a violation: the line that is hot and where the whole of it lies; or why there is none. */
export function profileLines({ slo }: Violated, { profiles = [], profileGaps = [] }: Run, page: Page): string[] {
  return [
    ...explaining(slo, profiles).flatMap((profile) => takenLines(profile, page)),
    ...explaining(slo, profileGaps).flatMap((gap) => gapLines(gap, page)),
  ]
}

function takenLines(profile: Profile, page: Page): string[] {
  return [...labelled('hot path', hotPathText(profile), page), ...labelled('profile', sanitize(profile.file), page)]
}

function gapLines({ reason }: ProfileGap, page: Page): string[] {
  return labelled('profile', `none: ${cutMiddle(sanitizeFlat(reason), longestReason)}`, page)
}
