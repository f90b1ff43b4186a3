import type { FaultCode } from '../model/fault.ts'
import type { Metric } from '../model/metric.ts'
import { monitoringOf } from '../model/metric.ts'
import { nearest } from '../model/nearest.ts'
import { showPath, showValue } from '../model/show-value.ts'
import type { Selector } from '../model/subject.ts'
import type { Finding } from './finding.ts'
import type { Dimension } from '../model/unit.ts'
import { readBounds } from './read-bounds.ts'
import { lastBlock, readCeiling, readMinDifference } from './read-held.ts'
import type { PlacedBlock } from './read-held.ts'
import { dimensionOfSli } from './sli-dimension.ts'
import type { Declared } from './sli-dimension.ts'
import { layersFor, pathsFor, situationsOf } from './slo-layers.ts'
import type { Situation } from './slo-layers.ts'
import { keysAt, valueAt } from './value-at.ts'

/** How single parts are read, whatever the rest of the file holds. */
export interface Readers {
  readonly sli: (written: unknown) => { readonly subject: Selector; readonly metric: Metric } | undefined
  readonly declared: Declared
}

/**
 * What ties the keys of a file together: units, warnings, declared metrics, switches, names in environments. Works on the plain
 * copy of any value, so that these faults are found beside those of the schema; what the schema finds is left out here.
 */
export function checkSlos(plain: unknown, readers: Readers): readonly Finding[] {
  const names = keysAt(plain, ['slos'])
  return [...names.flatMap((name) => checkSlo(plain, name, readers)), ...strayOverrides(plain, names)]
}

function checkSlo(plain: unknown, name: string, { sli: readSli, declared }: Readers): readonly Finding[] {
  const path = ['slos', name, 'sli']
  const sli = readSli(valueAt(plain, path))
  if (sli === undefined) return shapeFindings(plain, name)
  const found = dimensionOfSli(sli, declared)
  const switchedOff = offSwitches(plain, sli.metric).map((finding) => ({ ...finding, path }))
  if (found === 'unknown') return [...switchedOff, ...shapeFindings(plain, name)]
  if ('fault' in found) return [{ path, ...found.fault }, ...switchedOff, ...shapeFindings(plain, name)]
  const bounds = situationsOf(plain, name).flatMap((situation) =>
    checkBounds(plain, name, { situation, dimension: found.dimension }),
  )
  return [...switchedOff, ...bounds]
}

interface Place {
  readonly situation: Situation
  readonly dimension: Dimension
}

function checkBounds(plain: unknown, name: string, { situation, dimension }: Place): readonly Finding[] {
  const paths = pathsFor(name, situation)
  const bounds = readBounds(layersFor(plain, name, situation), dimension)
  const waiver = lastBlock(plain, paths, 'waiver')
  const ceiling = waiver === undefined || !bounds.ok ? undefined : readCeiling(waiver, bounds.objective, dimension)
  return [
    ...(bounds.ok ? [] : bounds.findings),
    ...(ceiling === undefined || ceiling.ok ? [] : [ceiling.finding]),
    ...checkBaseline(plain, lastBlock(plain, paths, 'baseline'), dimension),
  ]
}

function checkBaseline(plain: unknown, baseline: PlacedBlock | undefined, dimension: Dimension): readonly Finding[] {
  if (baseline === undefined) return []
  const difference = readMinDifference(baseline, dimension)
  return [...(difference.ok ? [] : [difference.finding]), ...withoutHistory(plain, baseline)]
}

/** What is compared with the past needs one. */
function withoutHistory(plain: unknown, baseline: PlacedBlock): readonly Finding[] {
  if (baseline.block === false || valueAt(plain, ['history']) !== false) return []
  const hint = 'history is false: remember runs, or compare with none of them'
  return [{ code: 'unknown-value', path: baseline.path, came: 'a baseline without a history', hint }]
}

const wrongInEveryDimension: ReadonlySet<FaultCode> = new Set(['no-operator', 'unknown-statistic', 'bad-percentile', 'negative'])

/** Where the dimension is not known, only what is wrong in every dimension. */
function shapeFindings(plain: unknown, name: string): readonly Finding[] {
  const bounds = situationsOf(plain, name).map((situation) => readBounds(layersFor(plain, name, situation), 'time'))
  return bounds.flatMap((read) => (read.ok ? [] : read.findings)).filter(({ code }) => wrongInEveryDimension.has(code))
}

function offSwitches(plain: unknown, metric: Metric): readonly Omit<Finding, 'path'>[] {
  const needed = monitoringOf(metric)
  if (needed === undefined) return []
  const places = [[], ...keysAt(plain, ['environments']).map((environment) => ['environments', environment])]
  const switches = places.map((place) => [...place, 'monitoring', needed])
  return switches
    .filter((path) => valueAt(plain, path) === false)
    .map((path) => ({ code: 'monitoring-off', came: needed, hint: `${showPath(path)} is false: remove that, or the SLO` }))
}

function strayOverrides(plain: unknown, names: readonly string[]): readonly Finding[] {
  return keysAt(plain, ['environments']).flatMap((environment) => {
    const path = ['environments', environment, 'slos']
    const strays = keysAt(plain, path).filter((name) => !names.includes(name))
    return strays.map((name) => strayOverride([...path, name], name, names))
  })
}

function strayOverride(path: readonly string[], name: string, names: readonly string[]): Finding {
  const near = nearest(name, names)
  const wayOut = near === undefined ? { expected: 'the name of an SLO that stands under slos' } : { nearest: near }
  return { code: 'unknown-key', path, came: showValue(name), ...wayOut }
}
