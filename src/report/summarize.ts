import type { Summary } from '../model/summary.ts'

/** Reduces samples; undefined where there are none. Given by the caller, because aggregating is another stage. */
export type Summarize = (samples: readonly number[]) => Summary | undefined
