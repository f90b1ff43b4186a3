import type { DiskBytes } from './process-reading.ts'

/** A number with where it came from; `exact` is false for an estimate. */
export interface Figure {
  readonly value: number
  readonly exact: boolean
  readonly source: string
}

/** A tree at one moment. */
export interface TreeMoment {
  /** CPU milliseconds spent so far. */
  readonly cpu: number
  /** Resident bytes now. */
  readonly memory: number
  readonly processes: number
  /** Bytes to and from storage so far. Undefined where they are not known. */
  readonly disk?: DiskBytes
}

/** A tree over its whole life, or over the time it was watched. */
export interface TreeTotals {
  /** Bytes: the judged peak. Undefined when the tree was gone before it could be read. */
  readonly memory?: Figure
  /** Bytes that the tree has held at one moment for certain. */
  readonly memoryAtLeast?: number
  /** Bytes: the largest peak of a single process that was seen, or told of itself. */
  readonly memoryOfLargest?: number
  /** Milliseconds. */
  readonly cpuTime?: Figure
  /** Bytes that storage delivered, and that were handed to it. */
  readonly diskRead?: Figure
  readonly diskWrite?: Figure
  /** Bytes, where it has a network of its own. */
  readonly networkSent?: Figure
  readonly networkReceived?: Figure
  /** Undefined where nobody asked for it. */
  readonly contextSwitches?: Figure | { readonly missing: string }
  /** Processes seen in all, and most at one moment. */
  readonly processes: { readonly seen: number; readonly most: number }
  /** How the tree was watched, in words. */
  readonly method?: string
}

/** How the root ended, as the one who reaped it knows it. */
export interface RootEnd {
  /** Milliseconds between the last reading and the end. */
  readonly sinceReading: number
  /** Milliseconds that it was watched. */
  readonly age: number
  /** Rise of this process's own wait counters. Undefined where there are none. */
  readonly waited?: Waited
}

/** CPU milliseconds and storage bytes of children that were waited for. */
export interface Waited {
  readonly cpu: number
  readonly disk?: DiskBytes
}

/** One way to watch a process tree. What it cannot know it leaves out. */
export interface TreeMethod {
  /** Milliseconds: reading more often than this would cost more than it tells. */
  readonly shortestInterval: number
  /** Reads the tree; undefined when it is gone. `at` in ms of a monotonic clock. */
  read(at: number): TreeMoment | undefined | Promise<TreeMoment | undefined>
  /** The last reading and the totals. `end` is given when the root has ended and was reaped by this process. */
  finish(at: number, end?: RootEnd): TreeTotals
  /** Which of the processes found so far are alive at this moment. */
  alive(): readonly number[]
  close(): void
}
