/** A heap that did not come back after one file: from then on the worker never held as little as before. Bytes. */
export interface HeapStep {
  readonly kind: 'heap-step'
  /** `process/thread` of the worker that ran the files one after the other. */
  readonly worker: string
  /** The file after which the heap stopped coming back. */
  readonly file: string
  /** Held after the file before it. */
  readonly before: number
  /** The least that was held after it and after any later file. */
  readonly after: number
  /** How many files the worker ran after it. */
  readonly later: number
}

/** A heap that grows with every file. Bytes. */
export interface HeapGrowth {
  readonly kind: 'heap-growth'
  readonly worker: string
  readonly files: number
  /** Kept per file. */
  readonly slope: number
}

/** What was noticed beside the SLOs. Fails nothing. */
export type Insight = HeapStep | HeapGrowth
