import type { Profile, ProfileGap } from '../../model/profile.ts'
import type { Run } from '../../model/run.ts'
import { formatSubject } from '../../model/subject.ts'
import type { Row, Section } from '../document.ts'
import { hotPathText } from '../profile-text.ts'
import { sanitizeFlat } from '../text/sanitize.ts'

const columns = [
  { key: 'subject', title: 'what' },
  { key: 'kind', title: 'profile' },
  { key: 'reason', title: 'hot path' },
  { key: 'file', title: 'file', for: 'machines' },
  { key: 'line', title: 'line', for: 'machines' },
  { key: 'profile', title: 'profile file', for: 'machines' },
] as const

/** Where the causes lie, as far as they were looked for. */
export function profileSection({ profiles = [], profileGaps = [] }: Pick<Run, 'profiles' | 'profileGaps'>): Section {
  const rows = [...profiles.map(rowOf), ...profileGaps.map(gapRow)]
  return { id: 'profiles', title: 'Where the causes lie', columns, rows, most: 30 }
}

function rowOf(profile: Profile): Row {
  const [hot] = profile.hotPath
  const { subject, kind, file } = profile
  const line = hot?.hottestLine ?? hot?.line
  return { subject: formatSubject(subject), kind, reason: hotPathText(profile), file: hot?.file, line, profile: file }
}

function gapRow({ subject, kind, reason }: ProfileGap): Row {
  return { subject: formatSubject(subject), kind, reason: `not profiled: ${sanitizeFlat(reason)}` }
}
