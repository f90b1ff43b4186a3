import { parseProcess } from '../process/process-reading.ts'
import type { Host } from './host.ts'

/**
 * CPU time that this process, its descendants and all children they waited for have used, in ms; undefined where there is no /proc.
 * A descendant that left the tree is missed.
 */
export function readTreeCpu({ pid: root, read, list }: Pick<Host, 'pid' | 'read' | 'list'>): number | undefined {
  const pending = [String(root)]
  let total: number | undefined
  for (let pid = pending.pop(); pid !== undefined; pid = pending.pop()) {
    const reading = parseProcess(read(`/proc/${pid}/stat`) ?? '', '')
    if (reading === undefined) continue
    total = (total ?? 0) + reading.own + reading.waited
    for (const thread of list(`/proc/${pid}/task`)) {
      const children = read(`/proc/${pid}/task/${thread}/children`) ?? ''
      pending.push(...children.split(' ').filter((child) => child !== ''))
    }
  }
  return total
}
