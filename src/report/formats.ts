import { renderCodeQuality } from './code-quality.ts'
import { renderCsv } from './csv.ts'
import { renderDocumentJson } from './document-json.ts'
import { renderDocumentText } from './document-text.ts'
import type { Document } from './document.ts'
import { renderJunit } from './junit.ts'
import { renderMarkdown } from './markdown.ts'
import { renderPrintHtml } from './print-html.ts'
import { renderSarif } from './sarif.ts'

/** A format that any report has. */
export type DocumentFormat = keyof typeof renderers

/** A report in pieces of text; the same report gives the same bytes. */
export function renderDocument(document: Document, format: DocumentFormat): Iterable<string> {
  return renderers[format](document)
}

const renderers = {
  terminal: (document: Document): Iterable<string> => [renderDocumentText(document)],
  json: (document: Document): Iterable<string> => renderDocumentJson(document),
  html: (document: Document): Iterable<string> => [renderPrintHtml(document)],
  csv: (document: Document): Iterable<string> => renderCsv(document),
  markdown: (document: Document): Iterable<string> => [renderMarkdown(document)],
  junit: (document: Document): Iterable<string> => [renderJunit(document)],
  sarif: (document: Document): Iterable<string> => [renderSarif(document)],
  codequality: (document: Document): Iterable<string> => [renderCodeQuality(document)],
}
