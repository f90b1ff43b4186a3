import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { carries } from './marked-processes.ts'

/** What is to be ended: all that is known of a command's processes. */
export interface TreeToEnd {
  /** Process group of the root, while the root has not been reaped; undefined afterwards: its number could be somebody else's. */
  readonly group: () => number | undefined
  /** Text in the environment of all its processes. */
  readonly marker: string
  /** Descendants known to be alive at this moment. */
  readonly seen: () => readonly number[]
  /** Keeps its processes from starting others, where that can be. */
  readonly forbidForks?: () => void
}

type Signal = 'SIGTERM' | 'SIGKILL'

/** Milliseconds that processes get between SIGTERM and SIGKILL. */
export const gracePeriod = 500
// A process in the middle of a system call may take its time; one that is still there after this will not go at all.
const giveUpAfter = 3000

/**
 * Ends every process of a command: SIGTERM, a moment of `grace` in ms (none: SIGKILL at once), SIGKILL, until none is left. Touches no process that neither is in the
 * group nor carries the marker nor was seen as a descendant. Gives the pids that would not die.
 */
export async function endTree(tree: TreeToEnd, grace: number = gracePeriod): Promise<readonly number[]> {
  if (grace > 0) signalTree(tree, 'SIGTERM')
  if (grace > 0 && (await hasEnded(tree, grace))) return []
  tree.forbidForks?.()
  const giveUp = performance.now() + giveUpAfter
  do signalTree(tree, 'SIGKILL')
  while (!(await hasEnded(tree, 20)) && performance.now() < giveUp)
  return living(tree)
}

/** Pids of living processes that carry a marker. Empty where there is no /proc. */
export function markedPids(marker: string): number[] {
  try {
    const pids = readdirSync('/proc').filter((name) => /^\d/.test(name) && carries(name, marker))
    return pids.map(Number).filter((pid) => pid !== process.pid)
  } catch {
    return []
  }
}

async function hasEnded(tree: TreeToEnd, within: number): Promise<boolean> {
  const end = performance.now() + within
  while (living(tree).length > 0) {
    if (performance.now() >= end) return false
    await sleep(10)
  }
  return true
}

function living({ group, marker, seen }: TreeToEnd): readonly number[] {
  const root = group()
  return [...new Set([...(root === undefined ? [] : [root]), ...seen(), ...markedPids(marker)])]
}

function signalTree(tree: TreeToEnd, signal: Signal): void {
  const group = tree.group()
  const others = living(tree).filter((pid) => pid !== group && (group === undefined || groupOf(pid) !== group))
  if (group !== undefined) signalGroup(group, signal)
  // Each process gets one signal: many programs take a second SIGTERM for "at once".
  for (const pid of others) send(pid, signal)
}

function signalGroup(group: number, signal: Signal): void {
  if (process.platform === 'win32') spawnSync('taskkill', ['/pid', String(group), '/T', '/F'])
  else send(-group, signal)
}

function groupOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2])
  } catch {
    return undefined
  }
}

function send(pid: number, signal: Signal): void {
  try {
    process.kill(pid, signal)
  } catch {
    // Gone between the look and the signal, or of another user: the next look tells.
  }
}
