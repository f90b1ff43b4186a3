import type { JSX } from 'preact'
import type { Profile } from '../../../model/profile.ts'

/** The calls of a profile as a picture. */
export function FlameCards(_: { readonly place: number; readonly profile: Profile }): JSX.Element | undefined {
  return undefined
}
