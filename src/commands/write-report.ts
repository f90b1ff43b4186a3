import { relative, resolve } from 'node:path'
import type { Attachment } from '../alert/channels/send-mail.ts'
import { SloError } from '../model/fault.ts'
import type { Document } from '../report/document.ts'
import { renderPrintHtml } from '../report/print-html.ts'
import type { World } from './world.ts'
import { writeWhole } from './write-whole.ts'

/** Everything that `--format` takes. */
export const formats = ['terminal', 'json', 'html', 'csv', 'pdf', 'markdown', 'junit', 'sarif', 'codequality'] as const

export type Format = (typeof formats)[number]
export type TextFormat = Exclude<Format, 'pdf'>

/** How a report is shown. */
export interface Rendering {
  readonly format?: Format
  readonly json?: boolean
  /** Lists the SLOs that are met too. */
  readonly all?: boolean
  /** A file, relative to where we are, instead of the standard output. */
  readonly output?: string
  /** Addresses, or a channel of kind email, that it is sent to instead. */
  readonly email?: string
  /** False where `--no-color` was given. */
  readonly color?: boolean
}

/** A report with the files it was read from. */
export interface Writable {
  readonly files: readonly string[]
  readonly render: (format: TextFormat) => Iterable<string>
  readonly document: () => Document
}

/** Prints a report, or writes it to the file that was asked for. Rejects with SloError where that fails. */
export async function writeReport(report: Writable, rendering: Rendering, world: World): Promise<void> {
  const format = formatOf(rendering)
  const { output, email } = rendering
  if (email !== undefined) return await send(report, { format, email }, world)
  if (output === undefined) {
    if (format === 'pdf') throw new SloError('a PDF is a file: name one, as in --output report.pdf')
    for (const chunk of report.render(format)) world.stdout.write(chunk)
    return
  }
  const file = resolve(world.cwd, output)
  // The input may be replaced only by somebody who says so in another way: a slip would destroy a measurement.
  if (report.files.some((read) => resolve(world.cwd, read) === file)) {
    throw new SloError(`--output ${output} is the stored result itself; name another file`)
  }
  const name = relative(world.cwd, file) || output
  writeWhole(file, format === 'pdf' ? [await pdfOf(report, world)] : report.render(format), name)
  world.stderr.write(`wrote ${name}\n`)
}

/** A mail has no use for what a terminal shows. */
async function send(
  report: Writable,
  { format, email }: { readonly format: Format; readonly email: string },
  world: World,
): Promise<void> {
  const { emailReport } = await import('./report/email-report.ts')
  const attached = format === 'terminal' ? 'html' : format
  const make = async (): Promise<Attachment> => {
    const content = attached === 'pdf' ? await pdfOf(report, world) : Buffer.from([...report.render(attached)].join(''))
    return { name: `report.${endings[attached]}`, type: mediaTypes[attached] ?? 'text/plain', content }
  }
  await emailReport({ document: report.document(), make }, email, world)
}

const endings: Readonly<Record<Exclude<Format, 'terminal'>, string>> = {
  json: 'json',
  html: 'html',
  csv: 'csv',
  pdf: 'pdf',
  markdown: 'md',
  junit: 'xml',
  sarif: 'sarif',
  codequality: 'json',
}

const mediaTypes: Readonly<Partial<Record<Format, string>>> = {
  html: 'text/html',
  pdf: 'application/pdf',
  json: 'application/json',
  csv: 'text/csv',
  junit: 'application/xml',
}

async function pdfOf({ document }: Writable, { env, platform }: World): Promise<Uint8Array> {
  const printed = document()
  const { printPdf } = await import('../report/pdf/print-pdf.ts')
  return await printPdf(renderPrintHtml(printed), { env, platform, at: printed.at })
}

/** A file is named for what it holds, so `--output run.html` need not say it twice. */
function formatOf({ format, json, output = '' }: Rendering): Format {
  if (json === true) return 'json'
  if (format !== undefined) return format
  const [, ending = ''] = /\.([a-z]+)$/i.exec(output) ?? []
  return byEnding.get(ending.toLowerCase()) ?? 'terminal'
}

const byEnding: ReadonlyMap<string, Format> = new Map([
  ['html', 'html'],
  ['htm', 'html'],
  ['json', 'json'],
  ['csv', 'csv'],
  ['pdf', 'pdf'],
  ['md', 'markdown'],
  ['xml', 'junit'],
  ['sarif', 'sarif'],
])
