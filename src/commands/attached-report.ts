import { summarize } from '../aggregate/summarize.ts'
import type { Attachment } from '../alert/channels/send-mail.ts'
import { standingsOf } from '../finish-run.ts'
import type { Config } from '../model/config.ts'
import type { Past } from '../model/past.ts'
import type { Run } from '../model/run.ts'
import { pageKit } from '../page-kit.ts'
import type { Declared } from '../report/checks-of-run.ts'
import { runDocument } from '../report/documents/run-document.ts'
import { renderHtmlChunks } from '../report/html.ts'
import { renderPrintHtml } from '../report/print-html.ts'

/** What the report of a run is made with. */
export interface Attaching {
  readonly root: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly declared: Declared
  readonly past?: Past
  /** Whether timings of machines that were not fit count among them. */
  readonly fitness: Config['fitness']
}

/** The report of a run as a file to send, made when it is first asked for. Rejects with SloError where it cannot be made. */
export function attachedReport(run: Run, attaching: Attaching): (format: 'html' | 'pdf') => Promise<Attachment> {
  const made = new Map<string, Promise<Attachment>>()
  return async (format) => {
    const report = made.get(format) ?? (format === 'html' ? html(run, attaching) : pdf(run, attaching))
    made.set(format, report)
    return await report
  }
}

async function html(run: Run, { root, past, fitness }: Attaching): Promise<Attachment> {
  const standings = standingsOf(run, past, fitness)
  const chunks = [...renderHtmlChunks(run, { summarize, kit: pageKit(root), standings, ...(past === undefined ? {} : { past }) })]
  return { name: 'report.html', type: 'text/html', content: Buffer.from(chunks.join('')) }
}

async function pdf(run: Run, { env, declared }: Attaching): Promise<Attachment> {
  const { printPdf } = await import('../report/pdf/print-pdf.ts')
  const document = runDocument({ run, declared })
  const content = await printPdf(renderPrintHtml(document), { env, platform: process.platform, at: document.at })
  return { name: 'report.pdf', type: 'application/pdf', content }
}
