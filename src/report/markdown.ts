import { cellText, columnsFor, rowsForPeople } from './cell.ts'
import type { Document, Section } from './document.ts'
import { cutMiddle } from './text/cut-middle.ts'
import { sanitize } from './text/sanitize.ts'

const marks = { good: '✅', bad: '❌', unsure: '❔' } as const

/** A report as GitHub-flavoured Markdown. */
export function renderMarkdown(document: Document): string {
  const { title, state, tone, facts, notes, sections } = document
  const head = `## ${marks[tone]} ${markdownText(title)}\n\n**${markdownText(state)}**\n`
  const told = notes.map((note) => `\n- ${blockText(note)}`).join('')
  const tables = sections.filter(({ rows }) => rows.length > 0).map(sectionText)
  const about = facts.map(([name, value]) => `${markdownText(name)} ${markdownText(value)}`).join(' · ')
  return [head, told === '' ? '' : `${told}\n`, ...tables, about === '' ? '' : `\n${about}\n`].join('')
}

function sectionText(section: Section): string {
  const columns = columnsFor(section, 'people')
  const { shown, more } = rowsForPeople(section)
  const lines = [
    columns.map(({ title }) => markdownText(title)),
    columns.map(({ align }) => (align === 'right' ? '--:' : '---')),
    ...shown.map((row) => columns.map(({ key }) => markdownText(cellText(row[key])))),
  ].map((cells) => `| ${cells.join(' | ')} |`)
  const note = section.note === undefined ? '' : `\n${blockText(section.note)}\n`
  const rest = more === undefined ? '' : `\n${more}\n`
  return `\n### ${markdownText(section.title)}\n${note}\n${lines.join('\n')}\n${rest}`
}

const longest = 300

/**
 * A text in which nothing is Markdown or HTML: no table, code, link, mention, reference to an issue or raw tag. In one line; a very long
 * one loses its middle.
 */
export function markdownText(text: string): string {
  return (
    cutMiddle(sanitize(text), longest)
      .replace(/[\\`*_[\]|~]/g, '\\$&')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      // An invisible joiner keeps GitHub from notifying people and linking issues that happen to be named.
      .replace(/([@#])(?=\w)/g, '$1\u2060')
      .replace(/\b(https?|www)(?=[:.])/gi, '$1\u2060')
  )
}

/** The same at the begin of a line, where a mark or a number would make a heading or a list. */
export function blockText(text: string): string {
  return markdownText(text.trimStart()).replace(/^(?=[#+=-])|(?<=^\d+)(?=[.)])/, '\\')
}
