import type { FrameOwner } from './profile.ts'

/** The calls of a profile as a picture needs them: compact, of one execution. */
export interface Flame {
  readonly unit: 'ms' | 'bytes'
  readonly functions: readonly FlameFunction[]
  /** Parent of each call, by place; the first is the root, and every parent stands before its children. -1 for the root. */
  readonly parents: readonly number[]
  /** Function of each call, by place. */
  readonly calls: readonly number[]
  /** What each call took itself. */
  readonly selves: readonly number[]
  /** What was running, in the order of time: call and how long, in turns. Left out where it is not known. */
  readonly order?: readonly number[]
}

/** A function: name, whose it is, and where. */
export interface FlameFunction {
  readonly name: string
  readonly owner: FrameOwner
  readonly file?: string
  /** From 1. */
  readonly line?: number
}
