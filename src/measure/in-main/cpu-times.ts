/** CPU time of the whole machine since it started, all CPUs together, in ms. */
export interface CpuTimes {
  /** Worked for some process. */
  readonly busy: number
  /** Wanted to work, while the hypervisor ran another guest. */
  readonly steal: number
  /** What the CPUs could have given, idle time included. */
  readonly total: number
}

/** Linux counts in units of 1/100 s for every program, whatever the kernel's own tick is. */
const msPerTick = 10

/** The first line of `/proc/stat` (proc(5)); undefined for anything else. Guest time is left out: user time holds it already. */
export function parseCpuTimes(text: string): CpuTimes | undefined {
  const [, figures] = /^cpu +(\d+(?: \d+){7,})/.exec(text) ?? []
  if (figures === undefined) return undefined
  const times = figures.split(' ').map((ticks) => Number(ticks) * msPerTick)
  const [user, nice, system, idle, iowait, irq, softirq, steal] = times as [number, number, number, number, number, number, number, number] // prettier-ignore
  const busy = user + nice + system + irq + softirq
  return { busy, steal, total: busy + idle + iowait + steal }
}
