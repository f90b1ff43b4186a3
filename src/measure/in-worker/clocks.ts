import { performance } from 'node:perf_hooks'
import { isMainThread } from 'node:worker_threads'

// Taken once, before any test code runs: a spy on `performance.now` or fake timers must not reach the measurement.
/** Milliseconds of the monotonic clock. */
export const now: () => number = performance.now.bind(performance)
export const startInterval: typeof setInterval = globalThis.setInterval.bind(globalThis)
export const stopInterval: typeof clearInterval = globalThis.clearInterval.bind(globalThis)
const cpuUsage = process.cpuUsage.bind(process)
// Node >= 22.19 and >= 23.9; older ones read the kernel's schedstat instead.
const threadCpuUsage = (process as { threadCpuUsage?: () => NodeJS.CpuUsage }).threadCpuUsage?.bind(process)

/** True where this code owns its process (forks, vmForks): process-wide counters then belong to the tests alone. */
export const ownsProcess: boolean = isMainThread
/** CPU milliseconds of the whole process, user and system, all its threads. */
export function processCpu(): number {
  const { user, system } = cpuUsage()
  return (user + system) / 1000
}

/** CPU milliseconds of this thread; undefined where Node cannot tell (before 22.19). */
export function threadCpu(): number | undefined {
  if (threadCpuUsage === undefined) return undefined
  const { user, system } = threadCpuUsage()
  return (user + system) / 1000
}
