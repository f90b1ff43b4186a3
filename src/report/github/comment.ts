import type { ComparisonResult } from '../../model/comparison.ts'
import type { Document, Section } from '../document.ts'
import { comparisonDocument } from '../documents/comparison-document.ts'
import type { OfRun } from '../documents/frame.ts'
import { runDocument } from '../documents/run-document.ts'
import { fingerprint } from '../fingerprint.ts'
import { sanitize } from '../text/sanitize.ts'
import { fitMarkdown } from './fit-markdown.ts'

/** What a comment on a pull request tells. */
export interface Commented extends OfRun {
  /** Of the head of the pull request with its base, where `slo compare` was run. */
  readonly comparison?: ComparisonResult
  /** Address of the whole report, or of the run that made it. */
  readonly link?: string
  /** Tells the comments of one pull request apart, where there are several. */
  readonly id: string
}

/** The line by which a comment is found again. */
export function commentMarker(id: string): string {
  const known = sanitize(id)
  return `<!-- vitest-slo ${known.length > 100 ? fingerprint(known) : encodeURIComponent(known)} -->`
}

// GitHub takes 65,536 characters.
const mostBytes = 60_000

/** A comment on a pull request: the state, what changed, what is not well, and a link; short, whatever the run was. */
export function renderComment({ run, declared, comparison, link, id }: Commented): string {
  const whole = runDocument({ run, declared })
  const compared = comparison === undefined ? undefined : comparisonDocument(comparison)
  const document: Document = {
    ...whole,
    sections: [...(compared?.sections ?? []), ...whole.sections.filter(isShort)].map(shortened),
    notes: [...whole.notes, ...(compared === undefined ? [] : [`${compared.title}: ${compared.state}`, ...compared.notes])],
    facts: whole.facts.filter(([name]) => name === 'commit' || name === 'scope' || name === 'machine'),
  }
  const text = fitMarkdown(document, mostBytes)
  return `${commentMarker(id)}\n${text}${link === undefined ? '' : linkText(link)}`
}

function isShort({ id }: Section): boolean {
  return id !== 'gaps'
}

/** What is met is counted in the state, and named in the report. */
function shortened(section: Section): Section {
  const rows = section.id === 'verdicts' ? section.rows.filter(({ status }) => status !== 'met') : section.rows
  return { ...section, rows, most: 20 }
}

function linkText(link: string): string {
  return /^https?:\/\/[^\s()<>[\]"']+$/.test(link) ? `\n[Details](${link})\n` : ''
}
