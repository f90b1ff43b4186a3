import type { z } from 'zod'
import type { MetricDeclaration, MetricType } from '../../model/config.ts'
import { showChoice, showValue } from '../../model/show-value.ts'
import { unitOf } from '../../model/unit.ts'
import type { Unit } from '../../model/unit.ts'
import type { MetricInput } from '../define-config.ts'
import { choice, closed, report, whenUsed } from './leaf.ts'

const types = ['counter', 'gauge', 'histogram', 'summary', 'timer'] as const satisfies readonly MetricType[]
const units = Object.values(unitOf) as readonly Unit[]

/** One entry of `metrics`. */
export const metricSchema: z.ZodType<Omit<MetricDeclaration, 'name'>> = whenUsed(() => {
  const shape = {
    type: choice(types),
    unit: choice(units).optional(),
  } satisfies Record<keyof MetricInput, z.ZodType>
  return closed(shape, "a metric such as { type: 'counter', unit: 'count' }").transform(withUnit)
})

function withUnit(
  { type, unit }: { readonly type: MetricType; readonly unit?: Unit | undefined },
  context: z.RefinementCtx,
): Omit<MetricDeclaration, 'name'> {
  if (type !== 'timer' && unit === undefined)
    report(context, { code: 'missing', expected: showChoice(units.map(showValue)) }, ['unit'])
  if (type === 'timer' && unit !== undefined && unit !== 'ms')
    report(context, { code: 'wrong-unit', came: showValue(unit), expected: "'ms': a timer is always in milliseconds" }, ['unit'])
  return { type, unit: unit ?? 'ms' }
}
