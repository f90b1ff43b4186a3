import { startCpu } from './cpu-recorder.ts'
import { startDisk } from './disk-recorder.ts'
import { startHeap } from './heap-recorder.ts'
import { startNetwork } from './network-recorder.ts'
import type { OpenRecording, RecordingOrder } from './recording.ts'

/** Starts recording in this thread. */
export function startRecording({ kind, native }: RecordingOrder): OpenRecording {
  switch (kind) {
    case 'cpu':
      return startCpu(native)
    case 'heap':
      return startHeap()
    case 'disk':
      return startDisk()
    case 'network':
      return startNetwork()
  }
}
