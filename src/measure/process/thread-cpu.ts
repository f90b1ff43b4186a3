import { readFileSync } from 'node:fs'

/** CPU milliseconds of the calling thread; undefined where neither Node (from 22.19) nor Linux can tell. */
export function threadCpu(): number | undefined {
  const { threadCpuUsage } = process as { threadCpuUsage?: () => NodeJS.CpuUsage }
  if (threadCpuUsage !== undefined) {
    const { user, system } = threadCpuUsage.call(process)
    return (user + system) / 1000
  }
  try {
    return Number.parseInt(readFileSync('/proc/thread-self/schedstat', 'latin1'), 10) / 1e6
  } catch {
    return undefined
  }
}
