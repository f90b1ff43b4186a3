import type { Run } from '../../model/run.ts'
import { nowhere } from '../../report/checks-of-run.ts'
import type { Declared } from '../../report/checks-of-run.ts'
import { runDocument } from '../../report/documents/run-document.ts'
import { printPdf } from '../../report/pdf/print-pdf.ts'
import { renderPrintHtml } from '../../report/print-html.ts'

/** A run as a PDF. Rejects with SloError where no browser is installed, or it fails. */
export async function printRun(run: Run, declared: Declared = nowhere): Promise<Uint8Array> {
  const document = runDocument({ run, declared })
  return await printPdf(renderPrintHtml(document), { env: process.env, platform: process.platform, at: document.at })
}
