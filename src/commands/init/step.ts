/** What `slo init` did, or would do, about one file. */
export interface Step {
  /** Relative to the root. */
  readonly file: string
  readonly action: 'created' | 'changed' | 'unchanged' | 'not-done'
  readonly note: string
  /** The whole new text; undefined where nothing is written. */
  readonly text?: string
}
