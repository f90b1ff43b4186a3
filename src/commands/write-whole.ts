import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { SloError } from '../model/fault.ts'

/**
 * Writes a file whole or not at all; a file that is there keeps its permissions, and a link its target. `name` is the path for the
 * message. Throws SloError where it cannot be written.
 */
export function writeWhole(file: string, chunks: Iterable<string>, name: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true })
    const target = existsSync(file) ? realpathSync(file) : file
    writeBeside(target, chunks)
  } catch (error) {
    throw new SloError(`${name} could not be written: ${(error as Error).message}`)
  }
}

function writeBeside(target: string, chunks: Iterable<string>): void {
  const temporary = `${target}.${process.pid}.tmp`
  const descriptor = openSync(temporary, 'wx', existsSync(target) ? statSync(target).mode : 0o666)
  try {
    for (const chunk of chunks) writeSync(descriptor, chunk)
    fsyncSync(descriptor)
    closeSync(descriptor)
    renameSync(temporary, target)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}
