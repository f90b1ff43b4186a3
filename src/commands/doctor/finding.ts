/** What one probe found. */
export interface Finding {
  readonly name: string
  /** `fail` makes the gate impossible; `note` makes some figures estimates, or leaves them out. */
  readonly status: 'ok' | 'note' | 'fail'
  /** What was found. */
  readonly found: string
  /** What follows for the figures, or what to do. */
  readonly follows?: string
}
