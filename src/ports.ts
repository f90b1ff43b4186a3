import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Ports } from './finish-run.ts'
import type { ReportFormat } from './model/config.ts'
import { SloError } from './model/fault.ts'
import type { Shard } from './model/run.ts'

/** Name and ending of each report file. GitLab asks for no name; `slo check` reads what is called `report*.json`. */
const files: Readonly<Record<ReportFormat, readonly [name: string, ending: string]>> = {
  json: ['report', 'json'],
  html: ['report', 'html'],
  csv: ['report', 'csv'],
  junit: ['report', 'junit.xml'],
  markdown: ['report', 'md'],
  sarif: ['report', 'sarif'],
  pdf: ['report', 'pdf'],
  codequality: ['codequality', 'json'],
}

/** Name of a report file: `report.json`; of a shard `report-1-of-3.json`, so that shards can share a folder. */
export function reportFile(format: ReportFormat, shard?: Shard): string {
  const [name, ending] = files[format]
  return shard === undefined ? `${name}.${ending}` : `${name}-${shard.index}-of-${shard.count}.${ending}`
}

/** Name of the file that lies beside the reports while a run is under way: whoever reads them must not take an earlier run for it. */
export function unfinishedFile(shard?: Shard): string {
  return shard === undefined ? 'unfinished.json' : `unfinished-${shard.index}-of-${shard.count}.json`
}

/** Writes the reports of a run into a folder, each whole or not at all: a reader never sees half a file, nor does a second run. */
export function reportWriter(root: string, dir: string, shard?: Shard): Ports['write'] {
  return (format, chunks) => {
    const name = reportFile(format, shard)
    try {
      mkdirSync(resolve(root, dir), { recursive: true })
      writeWhole(resolve(root, dir, name), chunks)
    } catch (error) {
      // A fault of ours, in what is written: it has no code.
      if ((error as NodeJS.ErrnoException).code === undefined) throw error
      throw new SloError(`${join(dir, name)} could not be written: ${(error as Error).message}. Free space or permissions are missing; the run counts as failed, because its result is not kept`) // prettier-ignore
    }
  }
}

function writeWhole(file: string, chunks: Iterable<string | Uint8Array>): void {
  const temporary = `${file}.${process.pid}.tmp`
  const descriptor = openSync(temporary, 'w')
  try {
    // To the last byte: `writeSync` may write less than it was given and say nothing, on a full disk for one.
    for (const chunk of chunks) writeFileSync(descriptor, chunk)
    fsyncSync(descriptor)
  } catch (error) {
    closeSync(descriptor)
    rmSync(temporary, { force: true })
    throw error
  }
  closeSync(descriptor)
  renameSync(temporary, file)
}
