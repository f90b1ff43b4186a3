import type { Document } from '../../report/document.ts'
import { renderPrintHtml } from '../../report/print-html.ts'
import { textAnswer } from '../../serve/answer.ts'
import type { Answer } from '../../serve/answer.ts'
import type { World } from '../world.ts'

// A browser is started for each: one at a time is enough for those who mean well.
let printing = false

/** A report as a PDF. Rejects with SloError where no browser is installed, or it fails. */
export async function pdfAnswer(document: Document, { env, platform }: World): Promise<Answer> {
  if (printing) return { ...textAnswer('another PDF is being printed', 503), headers: { 'retry-after': '5' } }
  printing = true
  try {
    const { printPdf } = await import('../../report/pdf/print-pdf.ts')
    const body = await printPdf(renderPrintHtml(document), { env, platform, at: document.at })
    return { status: 200, type: 'application/pdf', body }
  } finally {
    printing = false
  }
}
