import type { JSX } from 'preact'
import type { PageVerdict } from '../../html/page-data.ts'
import { barLength, distanceText, limitAt } from '../headroom.ts'

/** The measured value against its limit as a bar, with the distance in words beside it. */
export function HeadroomBar({ verdict }: { readonly verdict: PageVerdict }): JSX.Element {
  const length = barLength(verdict)
  const distance = distanceText(verdict)
  if (length === undefined || distance === undefined) return <span class="soft">unknown</span>
  return (
    <span class="headroom">
      <svg class={`bar ${verdict.status}`} aria-hidden="true" width="100%" height="12">
        <rect class="track" x="0" y="3" width="100%" height="6" rx="1" />
        <rect class="fill" x="0" y="3" width={`${length}%`} height="6" rx="1" />
        <rect class="limit" x={`${limitAt}%`} y="0" width="2" height="12" />
      </svg>
      <span class="distance">{distance}</span>
    </span>
  )
}
