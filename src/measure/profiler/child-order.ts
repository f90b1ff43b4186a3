import type { RecordingOrder } from './recording.ts'

/** Name of the variable that tells Node children what to record. */
export const childVariable = 'VITEST_SLO_RECORD'

/** What a Node process below a command is asked for. */
export interface ChildOrder extends RecordingOrder {
  /** Absolute path of the folder for what is recorded. */
  readonly dir: string
}
