import type { Run } from '../../model/run.ts'
import type { Document } from '../document.ts'
import { checksOfRun } from '../checks-of-run.ts'
import { explaining } from '../../model/profile.ts'
import { failsRun } from '../../model/limit-hit.ts'
import { frameOf } from './frame.ts'
import type { OfRun } from './frame.ts'
import { gapSection } from './gap-section.ts'
import { limitSection } from './limit-section.ts'
import { profileSection } from './profile-section.ts'
import { verdictSection } from './verdict-section.ts'

/** What went wrong in a run, and as much as is known of why: broken promises and limits, failed tests and samples, hot paths. */
export function failuresDocument({ run, declared }: OfRun): Document {
  const broken = run.verdicts.filter(({ status }) => status !== 'met' && status !== 'warning')
  const failed = run.gaps.filter(({ kind }) => kind !== 'unsupported' && kind !== 'skipped-test')
  const all = checksOfRun(run, declared)
  const checks = all.filter(({ level, result }) => level !== 'none' && result !== 'passed')
  return {
    ...frameOf(run, 'failures'),
    sections: [
      verdictSection(run, broken),
      limitSection(run.limits.filter(failsRun)),
      profileSection(profilesOf(run, broken)),
      gapSection(failed, 'Tests and samples that failed'),
    ],
    // What was judged and found well is counted at least: a list of nothing looks like a run of nothing.
    checks: checks.length > 0 ? checks : all.slice(0, 1),
  }
}

function profilesOf({ profiles = [], profileGaps = [] }: Run, broken: Run['verdicts']): Pick<Run, 'profiles' | 'profileGaps'> {
  const explained = new Set(broken.flatMap(({ slo }) => explaining(slo, profiles)))
  const missed = new Set(broken.flatMap(({ slo }) => explaining(slo, profileGaps)))
  return { profiles: [...explained], profileGaps: [...missed] }
}
