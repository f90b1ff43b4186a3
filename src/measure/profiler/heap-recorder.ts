import { askInspector } from './inspector-session.ts'
import type { OpenRecording } from './recording.ts'

// Bytes between two samples, on average.
const samplingInterval = 32_768

/** Records what allocates, with what has been collected meanwhile. */
export function startHeap(): OpenRecording {
  askInspector('HeapProfiler.enable')
  askInspector('HeapProfiler.startSampling', {
    samplingInterval,
    includeObjectsCollectedByMajorGC: true,
    includeObjectsCollectedByMinorGC: true,
  })
  return {
    source: 'sampling heap profiler',
    stop: () => (askInspector('HeapProfiler.stopSampling') as { readonly profile: unknown }).profile,
  }
}
