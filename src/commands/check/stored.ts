import type { Run } from '../../model/run.ts'

/** A stored result with the file it was read from. */
export interface Stored {
  readonly file: string
  readonly run: Run
}
