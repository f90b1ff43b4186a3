import { ownsProcess, threadCpu } from '../../measure/in-worker/clocks.ts'
import { startGcWindow } from '../../measure/in-worker/gc-window.ts'
import { PeakMemory } from '../../measure/in-worker/peak-memory.ts'
import { ProcFile } from '../../measure/in-worker/proc-file.ts'
import { loadNative } from '../../measure/profiler/cpu-recorder.ts'
import { findNative, nativeName } from '../../measure/profiler/find-native.ts'
import { formatQuantity } from '../../model/format-quantity.ts'
import type { Finding } from './finding.ts'

const megabytes = 16

/** Tries out, in this process, what measures tests in their workers. */
export function probeInstruments(root: string): Finding[] {
  return [peakFinding(), threadFinding(), heapFinding(), profilerFinding(root)]
}

function profilerFinding(root: string): Finding {
  const name = 'profiler'
  const path = findNative(root)
  if (path === undefined)
    return { name, status: 'ok', found: `node:inspector (${nativeName} is not installed; where it is, it is used)` }
  if (loadNative(path) !== undefined) return { name, status: 'ok', found: nativeName }
  return {
    name,
    status: 'note',
    found: `${nativeName} is installed and cannot be loaded`,
    follows: 'node:inspector profiles in its place; npm rebuild it for this Node',
  }
}

function peakFinding(): Finding {
  const name = 'peak memory'
  const instrument = new PeakMemory()
  Buffer.alloc(megabytes * 1e6, 1)
  const peak = instrument.stop()
  if (peak !== undefined) return { name, status: 'ok', found: `VmHWM could be reset and read: ${formatQuantity(peak, 'bytes')}` }
  const why = ownsProcess ? 'there is no VmHWM in /proc that could be reset' : 'this thread shares its process'
  return { name, status: 'note', found: why, follows: 'sli.file(...).memory is unsupported, which fails an SLO on it' }
}

function threadFinding(): Finding {
  const name = 'CPU of a thread'
  if (threadCpu() !== undefined) return { name, status: 'ok', found: 'process.threadCpuUsage' }
  const schedstat = new ProcFile('/proc/thread-self/schedstat', 128)
  const text = schedstat.read()
  schedstat.close()
  if (text !== undefined) return { name, status: 'ok', found: '/proc/thread-self/schedstat' }
  return {
    name,
    status: 'note',
    found: 'neither Node (from 22.19) nor the kernel tells',
    follows: 'cpuTime of tests needs pool forks',
  }
}

function heapFinding(): Finding {
  const name = 'heap'
  const endWindow = startGcWindow()
  const kept = Array.from({ length: 100_000 }, (_, index) => ({ index }))
  const { allocated } = endWindow()
  if (allocated > 1e6)
    return { name, status: 'ok', found: `v8.GCProfiler saw ${formatQuantity(allocated, 'bytes')} of ${kept.length} objects` }
  return {
    name,
    status: 'note',
    found: 'v8.GCProfiler did not see what was allocated',
    follows: 'heap, allocated and gcTime are wrong here',
  }
}
