import { defaultSustained, isRate, limitNames } from '../model/limit.ts'
import type { Limit, LimitName } from '../model/limit.ts'

/** A limit as it was written and checked; what was left out has its default, or what another layer says. */
export type CheckedLimit = Pick<Limit, 'max' | 'written'> & Partial<Pick<Limit, 'onExceed' | 'sustained'>>

export type CheckedLimits = { readonly [N in LimitName]?: CheckedLimit | undefined }

/** The limits that hold: those of the file with what the environment changes of them, in a fixed order. */
export function limitsOf(declared: CheckedLimits = {}, changes: CheckedLimits = {}): Limit[] {
  return limitNames.flatMap((name) => {
    const limit = { ...declared[name], ...changes[name] }
    if (limit.max === undefined || limit.written === undefined) return []
    const { max, written, onExceed = 'fail', sustained = defaultSustained } = limit
    return [{ name, max, written, onExceed, sustained: isRate(name) ? sustained : 0 }]
  })
}
