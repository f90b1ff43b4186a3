import type { Check, Document, FilePlace } from '../document.ts'
import { cutMiddle } from '../text/cut-middle.ts'
import { sanitize } from '../text/sanitize.ts'
import { fitMarkdown } from './fit-markdown.ts'

/** A remark at a line: https://docs.github.com/rest/checks/runs#create-a-check-run, `output.annotations`. */
export interface CheckAnnotation {
  readonly path: string
  readonly start_line: number
  readonly end_line: number
  readonly annotation_level: 'failure' | 'warning' | 'notice'
  readonly title: string
  readonly message: string
}

/** What a check of GitHub says of a run. */
export interface CheckOutput {
  readonly conclusion: 'success' | 'failure' | 'neutral'
  readonly title: string
  readonly summary: string
  readonly annotations: readonly CheckAnnotation[]
}

export interface Checking {
  /** The path that GitHub knows a file of the project by: relative to the root of the checkout. */
  readonly pathOf: (file: string) => string
  /** Whether the run failed. */
  readonly failed: boolean
  /** Address of the whole report. */
  readonly link?: string
}

// GitHub takes 65,535 characters.
const mostBytes = 60_000

/** A check for a document: its state, its tables, and a remark at the line of everything that is not well, or at that of its declaration. */
export function checkOutput(document: Document, { pathOf, failed, link }: Checking): CheckOutput {
  const summary = fitMarkdown(document, mostBytes)
  return {
    conclusion: failed ? 'failure' : document.outcome === 'met' || document.outcome === 'warning' ? 'success' : 'neutral',
    title: cutMiddle(sanitize(document.state), 200),
    summary: link === undefined ? summary : `[Report](${encodeURI(link)})\n\n${summary}`,
    annotations: document.checks.flatMap((check) => annotationOf(check, pathOf)),
  }
}

const levels = { error: 'failure', warning: 'warning', note: 'notice' } as const

function annotationOf({ name, message, level, declared, cause }: Check, pathOf: Checking['pathOf']): CheckAnnotation[] {
  const place: FilePlace | undefined = cause?.line === undefined ? (declared ?? cause) : cause
  if (level === 'none' || place === undefined) return []
  const line = place.line ?? 1
  return [
    {
      path: pathOf(place.file),
      start_line: line,
      end_line: line,
      annotation_level: levels[level],
      title: `SLO ${cutMiddle(sanitize(name), 100)}`,
      message: cutMiddle(sanitize(message).trim() || 'no reason was given', 1000),
    },
  ]
}
