import type { JSX } from 'preact'
import type { Gap } from '../../../model/series.ts'

const mostShown = 20

/** What failed, each with the end of its output. */
export function FailureList({ gaps }: { readonly gaps: readonly Gap[] }): JSX.Element {
  const more = gaps.length - mostShown
  return (
    <>
      {gaps.slice(0, mostShown).map(({ reason }, place) => (
        <Failure key={place} reason={reason} />
      ))}
      {more > 0 ? <p class="soft">{`${more} more in report.json`}</p> : undefined}
    </>
  )
}

/** One reason, with the output below it. */
export function Failure({ reason }: { readonly reason: string }): JSX.Element {
  const [first, ...output] = reason.split('\n')
  return (
    <div class="failure">
      <p>{first}</p>
      {output.length === 0 ? undefined : (
        <pre tabIndex={0} role="region" aria-label="Output">
          {output.join('\n')}
        </pre>
      )}
    </div>
  )
}
