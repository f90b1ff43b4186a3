import type { Vitest } from 'vitest/node'
import { findNative } from '../../measure/profiler/find-native.ts'
import { now } from '../../measure/in-worker/clocks.ts'
import type { Config } from '../../model/config.ts'
import type { LivePass } from '../../model/live.ts'
import type { ProfileGap } from '../../model/profile.ts'
import type { Run } from '../../model/run.ts'
import { formatQuantity } from '../../model/format-quantity.ts'
import { formatSubject } from '../../model/subject.ts'
import { profileTargets } from '../../profile/profile-targets.ts'
import type { ProfileTarget } from '../../profile/profile-targets.ts'
import { argumentsOfVitest } from './arguments-of-vitest.ts'
import { takeProfiles } from './take-profiles.ts'

/** A run that has been judged and stored. */
export interface JudgedRun {
  readonly vitest: Vitest
  readonly config: Config
  readonly run: Run
  /** Says at once what is being done. */
  readonly note: (text: string) => void
  /** Called when the next of them begins. */
  readonly onPass?: (pass: LivePass) => void
}

/** Profiles what a run violated, or what it judged. Gives the run with its profiles; undefined where there is nothing to profile. */
export async function profileRun({ vitest, config, run, note, onPass }: JudgedRun): Promise<Run | undefined> {
  const { when, most, timeout } = config.profiling
  if (when === 'never') return undefined
  const all = profileTargets(run, when)
  const [wanted, rest] = [all.slice(0, most), all.slice(most)]
  if (wanted.length === 0) return undefined
  const began = now()
  const { profiles, gaps } = await takeProfiles(wanted, {
    root: vitest.config.root,
    config,
    vitest: settingOf(vitest),
    native: findNative(vitest.config.root),
    note,
    onTarget: (target, index) => {
      note(progress(target, `${index + 1} of ${wanted.length}`, timeout))
      onPass?.({ name: formatSubject(target.subject), what: target.kind, place: index + 1, of: wanted.length })
    },
  })
  const profilingMs = now() - began
  const overhead = run.overhead === undefined ? undefined : { ...run.overhead, profilingMs }
  const missing = [...gaps, ...rest.map((target) => leftOut(target, most))]
  return { ...run, profiles, profileGaps: missing.length === 0 ? undefined : missing, overhead }
}

function progress({ subject, kind }: ProfileTarget, which: string, timeout: number): string {
  const name = formatSubject(subject).slice(0, 200)
  return `profiling ${which}  ${name}  ${kind}, at most ${formatQuantity(timeout, 'ms')}`
}

function leftOut({ subject, kind }: ProfileTarget, most: number): ProfileGap {
  return { subject, kind, reason: `profiling.most is ${most}` }
}

function settingOf(vitest: Vitest) {
  const provided = vitest.projects.map((project) => [project.name, project.getProvidedContext()] as const)
  const { configFile } = vitest.vite.config
  return { configFile, args: argumentsOfVitest(process.argv), provided: Object.fromEntries(provided) }
}
