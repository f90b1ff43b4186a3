import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Ports } from './finish-run.ts'
import type { ReportFormat } from './model/config.ts'
import { SloError } from './model/fault.ts'

const fileOf: Readonly<Record<ReportFormat, string>> = { json: 'report.json', html: 'report.html' }

/** Writes the reports of a run into a folder, each whole or not at all: a reader never sees half a file, nor does a second run. */
export function reportWriter(root: string, dir: string): Ports['write'] {
  return (format, chunks) => {
    const folder = resolve(root, dir)
    const file = join(folder, fileOf[format])
    try {
      mkdirSync(folder, { recursive: true })
      writeWhole(file, chunks)
    } catch (error) {
      throw new SloError(`${join(dir, fileOf[format])} could not be written: ${(error as Error).message}. Free space or permissions are missing; the run counts as failed, because its result is not kept`) // prettier-ignore
    }
  }
}

function writeWhole(file: string, chunks: Iterable<string>): void {
  const temporary = `${file}.${process.pid}.tmp`
  const descriptor = openSync(temporary, 'w')
  try {
    for (const chunk of chunks) writeSync(descriptor, chunk)
    fsyncSync(descriptor)
  } catch (error) {
    closeSync(descriptor)
    rmSync(temporary, { force: true })
    throw error
  }
  closeSync(descriptor)
  renameSync(temporary, file)
}
