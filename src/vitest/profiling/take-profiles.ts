import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { folderPrefix, session } from '../../measure/command/command-session.ts'
import { recordingsIn } from '../../measure/profiler/recordings-in.ts'
import type { StoredRecording } from '../../measure/profiler/recording.ts'
import { adjacentMap, sourceLocator } from '../../measure/profiler/source-locator.ts'
import type { Profile, ProfileGap, RecordedTraffic } from '../../model/profile.ts'
import { makeProfile, weightOf } from '../../profile/make-profile.ts'
import type { Recorded } from '../../profile/profile-file.ts'
import type { ProfileTarget } from '../../profile/profile-targets.ts'
import type { PassContext } from './pass-context.ts'
import { ProfileFolder } from './profile-folder.ts'
import { recordProbe } from './record-probe.ts'
import { recordTest } from './record-test.ts'
import { remapData } from './remap-data.ts'

/** What a pass came to. */
export interface TakenProfiles {
  readonly profiles: readonly Profile[]
  readonly gaps: readonly ProfileGap[]
}

/** Runs each target again, one after the other, with a profiler on. Never throws: what could not be profiled is a gap with its reason. */
export async function takeProfiles(targets: readonly ProfileTarget[], context: PassContext): Promise<TakenProfiles> {
  const profiles: Profile[] = []
  const gaps: ProfileGap[] = []
  for (const [index, target] of targets.entries()) {
    context.onTarget?.(target, index)
    try {
      profiles.push(await takeProfile(target, context))
    } catch (error) {
      const { subject, kind } = target
      gaps.push({ subject, kind, reason: error instanceof Error ? error.message : String(error) })
    }
  }
  return { profiles, gaps }
}

async function takeProfile(target: ProfileTarget, context: PassContext): Promise<Profile> {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), folderPrefix(session))))
  try {
    const failure = await (target.origin === undefined ? recordProbe(target, dir, context) : recordTest(target, dir, context))
    const recording = chosen(dir, target)
    if (recording === undefined) throw new Error(failure ?? 'no Node process or test left a recording')
    return store(recording, target, context)
  } finally {
    rmSync(dir, { recursive: true, force: true, maxRetries: 3 })
  }
}

/** Of a test what its last attempt left, of a command what its busiest process left; files and hosts of all of them. */
function chosen(dir: string, { kind, subject }: ProfileTarget): StoredRecording | undefined {
  const all = recordingsIn(dir).map((file) => JSON.parse(readFileSync(file, 'utf8')) as StoredRecording)
  const [first] = all
  if (first === undefined) return undefined
  if (subject.kind !== 'command') return all.at(-1)
  if (kind === 'disk' || kind === 'network')
    return { ...first, data: all.flatMap(({ data }) => data as readonly RecordedTraffic[]) }
  return all.reduce((most, one) => (weightOf(one as Recorded) > weightOf(most as Recorded) ? one : most))
}

function store(recording: StoredRecording, { subject, kind, good }: ProfileTarget, context: PassContext): Profile {
  const { root, config } = context
  const { maps = {}, samples, source } = recording
  const data = remapData(
    recording,
    sourceLocator((path) => (maps[path] as never) ?? adjacentMap(path)),
  )
  const recorded = { kind, data } as Recorded
  const folder = new ProfileFolder(root, config.reports.dir)
  const before = context.against ?? folder.good(subject, kind)
  const label = { subject, kind, samples, source, takenAt: new Date().toISOString() }
  const file = folder.store(recorded, label, good)
  const compared = before === undefined ? undefined : { ...before.parsed, file: before.file }
  return makeProfile({ recorded, label, file, root: root.replaceAll('\\', '/'), good: compared })
}
