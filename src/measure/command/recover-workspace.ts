import { readdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { endTree } from '../process/end-tree.ts'
import { ownerOf, readEntries } from './journal-file.ts'
import { isAlive } from '../process/process-identity.ts'
import { undoFolder } from './undo-folder.ts'
import { undoJournal } from './undo-journal.ts'

// What a run that ended a moment ago left behind is in the hands of its janitor: it needs no longer than this.
const patience = 5000

/**
 * Undoes what runs that are gone (crashed, killed, switched off) left behind in a root, and ends commands of theirs that still run.
 * Gives the names of the commands. Work in progress of living runs is left alone.
 */
export async function recoverWorkspace(root: string, reportsDir = '.slo'): Promise<string[]> {
  const folder = undoFolder(root, reportsDir)
  const recovered = new Set<string>()
  const giveUp = performance.now() + patience
  for (let journals = deserted(folder); journals.length > 0 && performance.now() < giveUp; journals = deserted(folder)) {
    for (const { name, command, free } of journals) {
      if (!free) await sleep(50)
      else if (await recover(root, folder, name)) recovered.add(command)
    }
  }
  return [...recovered]
}

/** False when somebody else was faster. */
async function recover(root: string, folder: string, name: string): Promise<boolean> {
  const [, session = name] = /^\d+-([^-]+)-/.exec(name) ?? []
  await endTree({ marker: `${session}.`, group: () => undefined, seen: () => [] })
  return undoTaken(root, folder, name)
}

/** Undoes the journals of one session, whoever owns them. */
export function undoSession(root: string, reportsDir: string, session: string): void {
  const folder = undoFolder(root, reportsDir)
  for (const name of namesIn(folder)) if (name.includes(`-${session}-`)) undoTaken(root, folder, name)
}

interface Deserted {
  readonly name: string
  readonly command: string
  /** False while somebody else undoes it. */
  readonly free: boolean
}

function deserted(folder: string): Deserted[] {
  return namesIn(folder).flatMap((name) => {
    const owner = ownerOf(readEntries(join(folder, name)))
    const alive = owner === undefined ? isAlive({ pid: Number.parseInt(name, 10) }) : isAlive(owner)
    const [, taker] = /\.taken-(\d+)$/.exec(name) ?? []
    if (alive && taker === undefined) return []
    return [{ name, command: owner?.command ?? 'unknown', free: taker === undefined || !isAlive({ pid: Number(taker) }) }]
  })
}

/** Two that undo the same would undo each other: whoever renames the journal has it. */
function undoTaken(root: string, folder: string, name: string): boolean {
  const taken = join(folder, `${name.replace(/\.taken-\d+$/, '')}.taken-${process.pid}`)
  try {
    renameSync(join(folder, name), taken)
  } catch {
    return false
  }
  undoJournal({ root, folder: taken, keepNew: false })
  return true
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => /^\d/.test(name))
  } catch {
    return []
  }
}
