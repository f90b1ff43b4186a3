import { isEnforced } from '../model/limit.ts'
import type { Limit, LimitName } from '../model/limit.ts'
import type { Metric, SubjectKind } from '../model/metric.ts'
import { canonical, isUpperBound } from '../model/objective.ts'
import type { Objective } from '../model/objective.ts'
import { showPath, showValue } from '../model/show-value.ts'
import type { Readers } from './check-slos.ts'
import type { Finding } from './finding.ts'
import { limitsOf } from './limits-of.ts'
import type { CheckedLimit, CheckedLimits } from './limits-of.ts'
import { readBounds } from './read-bounds.ts'
import { dimensionOfSli } from './sli-dimension.ts'
import { layersFor, situationsOf } from './slo-layers.ts'
import type { Layer, Situation } from './slo-layers.ts'
import { keysAt, valueAt } from './value-at.ts'

/** Reads one limit as it was written; undefined where it is at fault. */
export type ReadLimit = (name: LimitName, written: unknown) => CheckedLimit | undefined

/** Finds the objectives and warnings that lie above an enforced limit on the same quantity: the run would be stopped before they are broken. */
export function checkLimits(plain: unknown, readers: Readers & { readonly limit: ReadLimit }): readonly Finding[] {
  return keysAt(plain, ['slos']).flatMap((name) => {
    const sli = readers.sli(valueAt(plain, ['slos', name, 'sli']))
    const limitName = sli === undefined ? undefined : limitOn(sli.subject.kind, sli.metric)
    const found = sli === undefined ? undefined : dimensionOfSli(sli, readers.declared)
    if (limitName === undefined || typeof found !== 'object' || 'fault' in found) return []
    return situationsOf(plain, name).flatMap((situation) => {
      const layers = layersFor(plain, name, situation)
      const bounds = readBounds(layers, found.dimension)
      const limit = limitIn(plain, limitName, { situation, read: readers.limit })
      return bounds.ok && limit !== undefined ? tooHigh(bounds, layers, limit) : []
    })
  })
}

/** Quantities of which a limit never lets through more than it allows itself. */
const limited: Readonly<Partial<Record<LimitName, Partial<Record<SubjectKind, readonly Metric[]>>>>> = {
  cpu: { command: ['cpu'], container: ['cpu'], run: ['cpu'] },
  memory: { command: ['memory'], container: ['memory'], file: ['memory'], run: ['memory'] },
  disk: { command: ['diskWrite'], container: ['diskWrite'] },
  processes: { command: ['processes'], container: ['processes'], run: ['processes'] },
  testTime: { test: ['duration'] },
  containerStartup: { container: ['startup'] },
}

function limitOn(kind: SubjectKind, metric: Metric): LimitName | undefined {
  const names = Object.keys(limited) as LimitName[]
  return names.find((name) => limited[name]?.[kind]?.includes(metric))
}

interface Place {
  readonly situation: Situation
  readonly read: ReadLimit
}

interface Placed {
  readonly limit: Limit
  readonly path: readonly string[]
}

function limitIn(plain: unknown, name: LimitName, { situation: { environment }, read }: Place): Placed | undefined {
  const own = ['limits', name]
  const changed = environment === undefined ? own : ['environments', environment, ...own]
  const at = (path: readonly string[]): CheckedLimits => {
    const written = valueAt(plain, path)
    return written === undefined ? {} : { [name]: read(name, written) }
  }
  const [limit] = limitsOf(at(own), environment === undefined ? {} : at(changed))
  const path = valueAt(plain, changed) === undefined ? own : changed
  return limit === undefined || !isEnforced(limit) ? undefined : { limit, path }
}

type Bounds = Partial<Record<'objective' | 'warning', Objective>>

function tooHigh(bounds: Bounds, layers: readonly Layer[], { limit, path }: Placed): Finding[] {
  return (['objective', 'warning'] as const).flatMap((key) => {
    const bound = bounds[key]
    if (bound === undefined || !isAbove(bound, limit)) return []
    const layer = layers.findLast((candidate) => candidate[key] !== undefined)
    const came = showValue(bound.written)
    const hint = `${showPath(path)} is '${limit.written}': lower the bound, raise the limit, or let it only warn`
    return [{ code: 'above-limit', path: [...(layer as Layer).path, key], came, hint }]
  })
}

/** A sum over samples, and a count of them, may be larger than each of them. */
function isAbove({ statistic, op, threshold }: Objective, { max }: Limit): boolean {
  const isOfOne = !['sum', 'count', 'stddev'].includes(canonical(statistic))
  return isOfOne && isUpperBound(op) && threshold > max
}
