import type { Document } from '../document.ts'
import { renderMarkdown } from '../markdown.ts'

/** The Markdown of a report in at most so many bytes of UTF-8: its tables get shorter until it fits. */
export function fitMarkdown(document: Document, bytes: number): string {
  const text = renderMarkdown(document)
  const longest = Math.max(0, ...document.sections.map(({ rows, most = rows.length }) => Math.min(rows.length, most)))
  if (new TextEncoder().encode(text).length <= bytes || longest === 0) return text
  const sections = document.sections.map((section) => ({ ...section, most: Math.min(section.most ?? longest, Math.floor(longest / 2)) })) // prettier-ignore
  return fitMarkdown({ ...document, sections }, bytes)
}
