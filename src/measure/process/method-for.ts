import { existsSync } from 'node:fs'
import { PidusageMethod } from './pidusage-method.ts'
import { ProcMethod } from './proc-method.ts'
import type { TreeRoot } from './process-tree.ts'
import type { TreeMethod } from './tree-method.ts'

/** The most exact way to watch a tree on this machine: Linux's /proc, and pidusage where there is none. `before` is CPU time, ms, to leave out. */
export function methodFor(root: TreeRoot, before = 0): TreeMethod {
  return existsSync(`/proc/${process.pid}/task/${process.pid}/children`)
    ? new ProcMethod(root, before)
    : new PidusageMethod(root.pid)
}
