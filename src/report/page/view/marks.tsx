import type { JSX } from 'preact'
import type { PageVerdict } from '../../html/page-data.ts'

/** A status as its mark in its colour. The word must stand beside it. */
export function Mark({ status, mark }: { readonly status: string; readonly mark: string }): JSX.Element {
  return (
    <span class={`mark ${status}`} aria-hidden="true">
      {mark}
    </span>
  )
}

/** A verdict as mark and word. */
export function StatusChip({ verdict }: { readonly verdict: PageVerdict }): JSX.Element {
  return (
    <span class={`chip ${verdict.status}`}>
      <span aria-hidden="true">{verdict.mark}</span> {verdict.word}
    </span>
  )
}

/** A word in a box, for what is said beside a name. */
export function Tag({ children }: { readonly children: string }): JSX.Element {
  return <span class="tag">{children}</span>
}
