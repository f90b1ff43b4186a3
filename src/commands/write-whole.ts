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
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { SloError } from '../model/fault.ts'

/**
 * Writes a file whole or not at all; a file that is there keeps its permissions, and a link its target. `name` is the path for the
 * message. Throws SloError where it cannot be written.
 */
export function writeWhole(file: string, chunks: Iterable<string | Uint8Array>, name: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true })
    const target = existsSync(file) ? realpathSync(file) : file
    writeBeside(target, chunks)
  } catch (error) {
    throw new SloError(`${name} could not be written: ${(error as Error).message}`)
  }
}

function writeBeside(target: string, chunks: Iterable<string | Uint8Array>): void {
  const temporary = `${target}.${process.pid}.tmp`
  const descriptor = openSync(temporary, 'wx', existsSync(target) ? statSync(target).mode : 0o666)
  try {
    // To the last byte: `writeSync` may write less than it was given and say nothing, on a full disk for one.
    for (const chunk of chunks) writeFileSync(descriptor, chunk)
    fsyncSync(descriptor)
    closeSync(descriptor)
    renameSync(temporary, target)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}
