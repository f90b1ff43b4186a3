import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** Command lines of the living processes that work in a folder, or name it or one of the texts. For Linux. */
export function survivors(...texts: readonly string[]): string[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
  return pids.map(commandLine).filter((line) => texts.some((text) => line.includes(text)))
}

/** The survivors that are left after this time at most, in ms. */
export async function survivorsAfter(patience: number, ...texts: readonly string[]): Promise<string[]> {
  const end = performance.now() + patience
  while (survivors(...texts).length > 0 && performance.now() < end) await sleep(25)
  return survivors(...texts)
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  } catch {
    return ''
  }
}
