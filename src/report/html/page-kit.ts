import type { Profile } from '../../model/profile.ts'
import type { PageFlame } from './page-data.ts'

/** What a page is made of besides the run: given by the caller, because it comes from files. */
export interface PageKit {
  /** The page without a run, as `npm run build` makes it of src/report/page. */
  readonly template: () => string
  /** A text, gzipped and as base64. */
  readonly pack: (text: string) => string
  /** The calls of a stored profile; undefined where it cannot be read, or holds none. */
  readonly flame: (profile: Profile) => PageFlame | undefined
}

/** Where the template takes in a run. */
export const pageMarks = { title: '<!--slo:title-->', screen: '<!--slo:screen-->', data: '<!--slo:data-->' } as const
