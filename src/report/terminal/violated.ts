import type { Verdict } from '../../model/verdict.ts'

/** A verdict that has something to explain. */
export type Violated = Verdict & { readonly status: 'violated' }

/** True for a violated verdict. */
export function isViolated(verdict: Verdict): verdict is Violated {
  return verdict.status === 'violated'
}
