import type { JSX } from 'preact'
import type { PageVerdict } from '../../html/page-data.ts'
import { countOf } from '../../measured-text.ts'
import { revisionText } from '../run-text.ts'
import { sinceOf } from '../since.ts'
import { useData } from './data-context.ts'
import { changeText } from './verdict-rows.tsx'

/** Since when a verdict is as it is, and how its figure changed; nothing where there is no past. */
export function SinceText({ verdict }: { readonly verdict: PageVerdict }): JSX.Element | undefined {
  const { head } = useData()
  const since = sinceOf(verdict, head.past)
  if (since === undefined) return undefined
  const { streak, first, before, change } = since
  const [was] = before.verdict
  const when =
    first === undefined
      ? `${verdict.status.replace('-', ' ')} for the first time, was ${was.replace('-', ' ')}`
      : `${verdict.status.replace('-', ' ')} for ${countOf(streak, 'run')}, since ${revisionText(first) || first.startedAt.slice(0, 10)}`
  const figure = changeText(change)
  return <span class="soft">{figure === '' || figure === 'same' ? when : `${when}; ${figure} against the run before`}</span>
}
