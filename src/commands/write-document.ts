import type { Document } from '../report/document.ts'
import { renderDocument } from '../report/formats.ts'
import type { World } from './world.ts'
import { writeReport } from './write-report.ts'
import type { Rendering, TextFormat } from './write-report.ts'

/** Prints a report that is none on a whole run, or writes it to a file. Rejects with SloError where that fails. */
export async function writeDocument(
  { document, files }: { readonly document: Document; readonly files: readonly string[] },
  rendering: Rendering,
  world: World,
): Promise<void> {
  const render = (format: TextFormat): Iterable<string> => renderDocument(document, format)
  await writeReport({ files, render, document: () => document }, rendering, world)
}
