import { SloError } from '../model/fault.ts'
import type { Document } from '../report/document.ts'
import { renderDocument } from '../report/formats.ts'
import type { World } from './world.ts'
import { writeReport } from './write-report.ts'
import type { Rendering } from './write-report.ts'

/** Prints a report that is none on a whole run, or writes it to a file. Rejects with SloError where that fails. */
export async function writeDocument(
  { document, files }: { readonly document: Document; readonly files: readonly string[] },
  rendering: Rendering,
  world: World,
): Promise<void> {
  const render = (format: Parameters<typeof renderDocument>[1] | 'openmetrics'): Iterable<string> => {
    if (format === 'openmetrics') throw new SloError('--format openmetrics is of a whole run: leave out the kind, or say run')
    return renderDocument(document, format)
  }
  await writeReport({ files, render, document: () => document }, rendering, world)
}
