import { z } from 'zod'
import { limitDimensions } from '../../model/limit.ts'
import type { LimitName } from '../../model/limit.ts'
import { parseQuantity } from '../../model/quantity.ts'
import { showValue } from '../../model/show-value.ts'
import type { CheckedLimit } from '../limits-of.ts'
import { report } from './leaf.ts'

/** An amount of each limit, as it would be written. */
export const amountExample: Readonly<Record<LimitName, string>> = {
  cpu: "'90%'",
  memory: "'1GiB'",
  disk: "'10GiB'",
  network: "'100MiB/s'",
  processes: '256',
  containers: '10',
  testTime: "'300s'",
  containerStartup: "'30s'",
  cleanupTimeout: "'60s'",
}

/** The largest amount that a limit allows: a count as a number, all else as text with a unit. */
export function limitAmount(name: LimitName): z.ZodType<Pick<CheckedLimit, 'max' | 'written'>> {
  const dimension = limitDimensions[name]
  return z.any().transform((came: unknown, context) => {
    const written = dimension === 'count' && typeof came === 'number' ? String(came) : came
    const expected = name === 'cpu' ? share : `an amount such as ${amountExample[name]}`
    if (typeof written !== 'string') {
      report(context, { code: codeOf(came), came: showValue(came), expected })
      return z.NEVER
    }
    const parsed = parseQuantity(written, dimension)
    if (!parsed.ok) report(context, { code: parsed.fault.problem, came: showValue(came), expected, hint: parsed.fault.hint })
    else if (!isSensible(name, parsed.value)) report(context, { code: 'out-of-range', came: showValue(came), expected })
    return parsed.ok ? { max: parsed.value, written } : z.NEVER
  })
}

const share = "a share of the usable processors such as '90%': nothing can use more than 100%"

function codeOf(came: unknown): 'missing' | 'no-unit' | 'wrong-type' {
  if (came === undefined) return 'missing'
  return typeof came === 'number' ? 'no-unit' : 'wrong-type'
}

/** Nothing can use all of the processors and more; nothing runs without a byte, a process or a moment. */
function isSensible(name: LimitName, value: number): boolean {
  if (name === 'cpu') return value > 0 && value < 1
  return name === 'containers' || value > 0
}
