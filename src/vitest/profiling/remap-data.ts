import type { StoredRecording } from '../../measure/profiler/recording.ts'
import type { SourceLocator } from '../../measure/profiler/source-locator.ts'
import type { RecordedTraffic } from '../../model/profile.ts'
import type { CpuProfile } from '../../profile/cpu-profile.ts'
import type { HeapProfile } from '../../profile/heap-profile.ts'
import { remapCpuProfile, remapHeapProfile, remapTraffic } from '../../profile/remap-profile.ts'

/** What was recorded, with the places of the code that was written. */
export function remapData({ kind, data }: StoredRecording, locate: SourceLocator): unknown {
  if (kind === 'cpu') return remapCpuProfile(data as CpuProfile, locate)
  return kind === 'heap'
    ? remapHeapProfile(data as HeapProfile, locate)
    : remapTraffic(data as readonly RecordedTraffic[], locate)
}
