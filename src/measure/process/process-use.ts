import { readFileSync } from 'node:fs'
import { formatQuantity } from '../../model/format-quantity.ts'
import { safeCommandLine } from '../../model/safe-command-line.ts'
import { parseProcess } from './process-reading.ts'

/** What one process uses, read when somebody has to be named. */
export interface ProcessUse {
  readonly pid: number
  readonly parent: number
  /** CPU milliseconds of its own. */
  readonly cpu: number
  /** Resident bytes. */
  readonly memory: number
  /** Bytes written, those of the children it waited for included. */
  readonly written: number
}

/** Undefined for a process that is gone, and where there is no /proc. */
export function readUse(pid: number): ProcessUse | undefined {
  const reading = parseProcess(text(pid, 'stat'), text(pid, 'status'))
  if (reading === undefined || reading.zombie) return undefined
  return { pid, parent: reading.parent, cpu: reading.own, memory: reading.resident, written: writtenBy(pid) }
}

/** 0 where it may not be read: then somebody else is named. */
function writtenBy(pid: number): number {
  const [, bytes = '0'] = /^write_bytes: (\d+)$/m.exec(text(pid, 'io')) ?? []
  return Number(bytes)
}

/** For a person: the command line, short and without secrets, with pid and memory. */
export function describeProcess({ pid, memory }: ProcessUse): string {
  const line = safeCommandLine(wordsOf(pid))
  return `${line === '' ? 'a process' : `\`${line}\``} (pid ${pid}, ${formatQuantity(memory, 'bytes')})`
}

/** The words of its command line; none of a process that is gone. */
function wordsOf(pid: number): string[] {
  return text(pid, 'cmdline').split('\0').slice(0, -1)
}

function text(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return ''
  }
}
