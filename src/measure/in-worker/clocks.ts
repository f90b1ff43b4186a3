import { performance } from 'node:perf_hooks'
import { isMainThread } from 'node:worker_threads'

// Taken once, before any test code runs: a spy on `performance.now` or fake timers must not reach the measurement.
/** Milliseconds of the monotonic clock. */
export const now: () => number = performance.now.bind(performance)
export const startInterval: typeof setInterval = globalThis.setInterval.bind(globalThis)
export const stopInterval: typeof clearInterval = globalThis.clearInterval.bind(globalThis)
const resourceUsage = process.resourceUsage.bind(process)
// Node >= 22.19 and >= 23.9; older ones read the kernel's schedstat instead.
const threadCpuUsage = (process as { threadCpuUsage?: () => NodeJS.CpuUsage }).threadCpuUsage?.bind(process)

/** True where this code owns its process (forks, vmForks): process-wide counters then belong to the tests alone. */
export const ownsProcess: boolean = isMainThread
/** True where the kernel counts the bytes a process fetched from storage and gave to it; other systems count operations. */
export const countsDisk: boolean = isMainThread && process.platform === 'linux'

/**
 * What the kernel has counted of the whole process and all its threads: microseconds of CPU in `userCPUTime` and `systemCPUTime`,
 * and in `fsRead` and `fsWrite`, on Linux, storage in units of 512 bytes. One call costs no more than CPU time alone.
 */
export function processUse(): NodeJS.ResourceUsage {
  return resourceUsage()
}

/** CPU milliseconds of this thread; undefined where Node cannot tell (before 22.19). */
export function threadCpu(): number | undefined {
  if (threadCpuUsage === undefined) return undefined
  const { user, system } = threadCpuUsage()
  return (user + system) / 1000
}
