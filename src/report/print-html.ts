import { cellText, columnsFor, rowsForPeople } from './cell.ts'
import type { Document, Section } from './document.ts'
import { cutMiddle } from './text/cut-middle.ts'
import { displayWidth } from './text/display-width.ts'
import { escapeXml } from './text/escape-xml.ts'
import { sanitize } from './text/sanitize.ts'

/** A report as one HTML page that fetches and runs nothing, laid out for paper: what becomes the PDF. */
export function renderPrintHtml(document: Document): string {
  const { title, state, tone, facts, notes, sections } = document
  const shown = sections.filter(({ rows }) => rows.length > 0)
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${text(title, 120)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${text(title, 120)}</h1>
<p class="state ${tone}">${text(state, 400)}</p>
${facts.length === 0 ? '' : `<dl>\n${facts.map(([name, value]) => `<div><dt>${text(name, 60)}</dt><dd>${text(value, 120)}</dd></div>\n`).join('')}</dl>\n`}${notes.length === 0 ? '' : `<ul>\n${notes.map((note) => `<li>${text(note, 1000)}</li>\n`).join('')}</ul>\n`}${shown.map(sectionText).join('')}</main>
</body>
</html>
`
}

function sectionText(section: Section): string {
  const columns = columnsFor(section, 'people')
  const { shown, more } = rowsForPeople(section)
  const head = columns.map(({ title, align }) => `<th scope="col"${side(align)}>${text(title, 60)}</th>`).join('')
  const rows = shown.map((row) => {
    const cells = columns.map(({ key, align }) => cellMarkup(cellText(row[key]), align))
    return `<tr>${cells.join('')}</tr>\n`
  })
  return `<section>
<h2>${text(section.title, 120)}</h2>
${section.note === undefined ? '' : `<p>${text(section.note, 1000)}</p>\n`}<table>
<thead><tr>${head}</tr></thead>
<tbody>
${rows.join('')}</tbody>
</table>
${more === undefined ? '' : `<p>${text(more, 200)}</p>\n`}</section>
`
}

/** A short text stays in one line: narrow columns would break it in the middle of words. */
function cellMarkup(content: string, align: 'right' | undefined): string {
  const isShort = align === undefined && displayWidth(content.slice(0, shortest + 1)) <= shortest
  return `<td${isShort ? ' class="short"' : side(align)}>${text(content, 300)}</td>`
}

const shortest = 20

function side(align: 'right' | undefined): string {
  return align === undefined ? '' : ' class="right"'
}

function text(content: string, longest: number): string {
  return escapeXml(cutMiddle(sanitize(content), longest))
}

const style = `
@page { size: A4; margin: 16mm 14mm; }
body { font: 10.5pt/1.45 system-ui, "Liberation Sans", "DejaVu Sans", sans-serif; margin: 0 auto; max-width: 70rem; padding: 1rem; }
h1 { font-size: 1.5em; overflow-wrap: anywhere; } h2 { font-size: 1.15em; margin: 1.6em 0 .4em; break-after: avoid; }
.state { border-left: .35rem solid; font-weight: 600; margin: 0; padding: .4rem .8rem; overflow-wrap: anywhere; }
.good { border-color: #1a7f37; } .bad { border-color: #cf222e; } .unsure { border-color: #9a6700; }
dl { display: flex; flex-wrap: wrap; gap: .3rem 1.6rem; } dt { font-size: .85em; opacity: .75; } dd { margin: 0; overflow-wrap: anywhere; }
table { border-collapse: collapse; font-size: .92em; width: 100%; } thead { display: table-header-group; } tr { break-inside: avoid; }
th, td { border-bottom: 1px solid #8886; overflow-wrap: anywhere; padding: .25rem .6rem .25rem 0; text-align: left; vertical-align: top; }
.short { white-space: nowrap; }
.right { font-variant-numeric: tabular-nums; text-align: right; white-space: nowrap; }
@media print { body { max-width: none; padding: 0; } }
`
