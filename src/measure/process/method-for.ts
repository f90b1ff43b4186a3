import { existsSync } from 'node:fs'
import type { ControlGroup } from './control-group.ts'
import { GroupMethod } from './group-method.ts'
import { PidusageMethod } from './pidusage-method.ts'
import { ProcMethod } from './proc-method.ts'
import type { ProcOptions } from './proc-method.ts'
import type { TreeRoot } from './process-tree.ts'
import type { TreeMethod } from './tree-method.ts'

/**
 * The most exact way to watch a tree on this machine: the control group that it is in, if it has one of its own; else Linux's /proc,
 * and pidusage where there is none.
 */
export function methodFor(
  root: TreeRoot,
  { group, ...options }: ProcOptions & { readonly group?: ControlGroup } = {},
): TreeMethod {
  if (!existsSync(`/proc/${process.pid}/task/${process.pid}/children`)) {
    return new PidusageMethod(root.pid, process.platform === 'linux' && !existsSync('/proc/self/stat') ? unreadable : undefined)
  }
  return group === undefined ? new ProcMethod(root, options) : new GroupMethod(group, new ProcMethod(root))
}

/** On a Linux that hides /proc, pidusage and `ps` see nothing either, and the former says so on the standard output at every reading. */
function unreadable(): Promise<never> {
  return Promise.reject(new Error('there is no /proc'))
}
