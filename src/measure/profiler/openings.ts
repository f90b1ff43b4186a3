import { AsyncLocalStorage } from 'node:async_hooks'
import { syncBuiltinESMExports } from 'node:module'
import type { StackFrame } from '../../model/profile.ts'
import { callingStack } from './calling-stack.ts'

/** A function whose place is taken for a while. */
export type Call = (this: unknown, ...args: unknown[]) => unknown
export type Calls = Record<string, Call>

// What led there may have been led to in turn, without end.
const mostFrames = 16

/** Follows who opens what: takes the place of functions, and knows the stack that led to what is opened later. */
export class Openings {
  readonly #causes = new AsyncLocalStorage<readonly StackFrame[] | undefined>()
  readonly #undo: (() => void)[] = []
  #depth = 0

  /** Puts a function in the place of another, until `stop`. */
  replace(target: Calls, name: string, wrap: (own: Call) => Call): void {
    const own = target[name]
    if (own === undefined) return
    // What hangs on the function too: how it is promisified, for one.
    const ours = Object.defineProperties(wrap(own), Object.getOwnPropertyDescriptors(own))
    target[name] = ours
    this.#undo.push(() => {
      // What somebody else put there meanwhile is theirs.
      if (target[name] === ours) target[name] = own
    })
  }

  /** What this function opens later, without the caller on its stack, was opened by its caller. `told` hears what it gave. */
  follow(target: Calls, name: string, told?: (result: unknown) => void): void {
    const within = this.#within.bind(this)
    const stackAt = this.stackAt.bind(this)
    this.replace(target, name, (own) => {
      return function called(...args) {
        return within(stackAt(called), () => {
          const result = own.apply(this, args)
          told?.(result)
          return result
        })
      }
    })
  }

  /** Who called the function `below`, and what led there; undefined where nobody's code is seen. */
  stackAt(below?: (...args: never[]) => unknown): readonly StackFrame[] | undefined {
    const cause = this.#causes.getStore() ?? []
    // Within a call that is followed the stack begins with functions of ours, and its caller is known.
    const direct = below === undefined || this.#depth > 0 ? [] : callingStack(below)
    const stack = [...direct, ...cause].slice(0, mostFrames)
    return stack.length === 0 ? undefined : stack
  }

  #within(cause: readonly StackFrame[] | undefined, call: () => unknown): unknown {
    this.#depth++
    try {
      return this.#causes.run(cause, call)
    } finally {
      this.#depth--
    }
  }

  /** Makes what was replaced seen by who imports the functions by name. */
  publish(): void {
    syncBuiltinESMExports()
  }

  stop(): void {
    for (const putBack of this.#undo.toReversed()) putBack()
    syncBuiltinESMExports()
  }
}
