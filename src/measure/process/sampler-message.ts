import type { MessagePort } from 'node:worker_threads'
import type { Limit } from '../../model/limit.ts'
import type { ExecutionRequest, ExecutionResult } from './execution.ts'
import type { RunLimitHit, RunLimitsRequest } from './run-limits.ts'
import type { TreeUsage } from './tree-watch.ts'

/** What the sampler's thread is asked to do. `id` is the caller's, and comes back with the answer. */
export type SamplerRequest =
  | { readonly kind: 'execute'; readonly id: number; readonly request: ExecutionRequest }
  | { readonly kind: 'stop'; readonly id: number }
  | { readonly kind: 'watch'; readonly id: number; readonly watch: WatchRequest }
  | { readonly kind: 'read'; readonly id: number; readonly reader: WatchReader }
  | { readonly kind: 'unwatch'; readonly id: number }

/** A running process to watch, with all that descends from it. */
export interface WatchRequest {
  readonly pid: number
  /** Milliseconds between two readings. */
  readonly interval: number
  /** CPU milliseconds, waited-for children included, that the process had spent before: they are left out. */
  readonly before: number
  /** Where the tree is a run whose limits are enforced. */
  readonly guard?: RunLimitsRequest
}

/** Where the use of a watched tree is wanted by somebody who stands still until it is there. */
export interface WatchReader {
  readonly port: MessagePort
  /** Set to 1 and notified when the answer is in the port. */
  readonly signal: Int32Array<SharedArrayBuffer>
}

/** The use of a watched tree, with the CPU milliseconds that the sampler's thread spent meanwhile, where it can be told. */
export interface WatchedUsage extends TreeUsage {
  readonly samplerCpu?: number
  readonly limits?: {
    /** Those that were crossed so far, in the order of time. */
    readonly hits: readonly RunLimitHit[]
    /** Those that nothing is known about. */
    readonly unknown: readonly Limit[]
  }
}

/** How an execution came out; or, at once, that a watched tree has crossed a limit. */
export type SamplerReply =
  | { readonly kind: 'executed'; readonly id: number; readonly result: ExecutionResult }
  | { readonly kind: 'failed'; readonly id: number; readonly message: string }
  | { readonly kind: 'limit'; readonly id: number; readonly hit: RunLimitHit }
