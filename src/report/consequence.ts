import type { Run, Scope } from '../model/run.ts'
import type { Verdict } from '../model/verdict.ts'

/** What a verdict that is not met does to the run, in words; undefined where it does nothing. */
export function consequence(verdict: Verdict, { scope }: Pick<Run, 'scope'>): string | undefined {
  if (verdict.status !== 'violated' && verdict.status !== 'no-data') return undefined
  if (verdict.slo.enforce === 'warn') return 'warn only'
  return verdict.status === 'violated' ? 'fails the run' : missingDataEffect(verdict, scope)
}

function missingDataEffect({ cause, slo }: Verdict & { readonly status: 'no-data' }, scope: Scope): string {
  if (cause === 'unsupported' && slo.whenUnsupported === 'report') return 'reported only'
  return scope === 'full' || scope === 'merged' ? 'fails a full run' : `not failed (${scope})`
}
