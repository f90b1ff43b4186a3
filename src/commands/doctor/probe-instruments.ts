import { ownsProcess, threadCpu } from '../../measure/in-worker/clocks.ts'
import { CollectionLog } from '../../measure/in-worker/collections.ts'
import type { HeapUse } from '../../measure/in-worker/collections.ts'
import { PeakMemory } from '../../measure/in-worker/peak-memory.ts'
import { ProcFile } from '../../measure/in-worker/proc-file.ts'
import { loadNative } from '../../measure/profiler/cpu-recorder.ts'
import { findNative, nativeName } from '../../measure/profiler/find-native.ts'
import { formatQuantity } from '../../model/format-quantity.ts'
import type { Finding } from './finding.ts'

const megabytes = 16

/** Tries out, in this process, what measures tests in their workers. */
export async function probeInstruments(root: string): Promise<Finding[]> {
  return [peakFinding(), threadFinding(), await heapFinding(), profilerFinding(root)]
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

async function heapFinding(): Promise<Finding> {
  const name = 'heap'
  const log = new CollectionLog()
  const window = log.open()
  const kept = Array.from({ length: 100_000 }, (_, index) => ({ index }))
  const use: HeapUse = {}
  log.close(window, use)
  await log.settle()
  log.stop()
  const { allocated = 0 } = use
  if (allocated > 1e6)
    return { name, status: 'ok', found: `v8.GCProfiler saw ${formatQuantity(allocated, 'bytes')} of ${kept.length} objects` }
  return {
    name,
    status: 'note',
    found: 'v8.GCProfiler did not see what was allocated',
    follows: 'heap, allocated and gcTime are wrong here',
  }
}
