import { msPerTick } from './cpu-times.ts'
import type { Host } from './host.ts'

/**
 * CPU time that this process, its descendants and all children they waited for have used, in ms; undefined where there is no /proc.
 * A descendant that left the tree is missed.
 */
export function readTreeCpu(host: Pick<Host, 'pid' | 'read' | 'list'>): number | undefined {
  const pending = [String(host.pid)]
  let total: number | undefined
  for (let pid = pending.pop(); pid !== undefined; pid = pending.pop()) {
    const used = parseProcessCpu(host.read(`/proc/${pid}/stat`) ?? '')
    if (used === undefined) continue
    total = (total ?? 0) + used
    for (const thread of host.list(`/proc/${pid}/task`)) {
      const children = host.read(`/proc/${pid}/task/${thread}/children`) ?? ''
      pending.push(...children.split(' ').filter((child) => child !== ''))
    }
  }
  return total
}

/** User and system time of a process and of the children it waited for, in ms, from its `/proc/PID/stat` (proc(5), fields 14 to 17). */
export function parseProcessCpu(text: string): number | undefined {
  // The name of the program, in brackets, may itself hold brackets and blanks: everything is counted from the last bracket.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const ticks = fields.slice(11, 15).map(Number)
  return ticks.length === 4 && ticks.every(Number.isFinite) ? ticks.reduce((sum, each) => sum + each, 0) * msPerTick : undefined
}
