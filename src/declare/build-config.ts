import type { Config, MetricDeclaration, Monitoring, Profiling } from '../model/config.ts'
import type { Slo } from '../model/slo.ts'
import { unitOf } from '../model/unit.ts'
import { limitsOf } from './limits-of.ts'
import { readBounds } from './read-bounds.ts'
import type { CheckedConfig } from './schema/config-schema.ts'
import type { CheckedOverride, CheckedSlo } from './schema/slo-schema.ts'
import { dimensionOfSli } from './sli-dimension.ts'
import { heldHere } from './held-here.ts'
import { layersFor, pathsFor } from './slo-layers.ts'

/** A file without faults: as the schemas read it, and as it was written. */
export interface Faultless {
  readonly checked: CheckedConfig
  readonly plain: unknown
}

/** The environment and the class of machines whose overrides apply. */
export interface Here {
  readonly environment: string
  readonly machineClass: string
}

/** The configuration that applies here, with all defaults in place. */
export function buildConfig({ checked, plain }: Faultless, { environment, machineClass }: Here): Config {
  const changes = ownEntry(checked.environments, environment)
  const metrics = Object.entries(checked.metrics).map(([name, metric]) => ({ name, ...metric }))
  const slos = Object.entries(checked.slos).map(([name, slo]): Slo => {
    const override = overrideOf(changes, name)
    return { name, ...boundsHere({ name, slo, metrics }, plain, { environment, machineClass }), ...rest(slo, override) }
  })
  return {
    service: checked.service,
    probes: Object.entries(checked.probes).map(([name, probe]) => ({ name, ...probe })),
    slos,
    metrics,
    monitoring: {
      ...monitoringDefaults,
      heapAfterFile: asksForHeaps(slos),
      ...written(checked.monitoring),
      ...written(changes?.monitoring),
    },
    limits: limitsOf(checked.limits, changes?.limits),
    profiling: profilingOf(checked, changes),
    reports: checked.reports,
    history: checked.history,
    ...(checked.shards === undefined ? {} : { shards: checked.shards }),
    ...(checked.alerts === undefined ? {} : { alerts: checked.alerts }),
    ...weighing(checked, changes),
    environment,
    machineClass,
  }
}

const monitoringDefaults: Monitoring = {
  interval: 100,
  cpu: true,
  memory: true,
  disk: true,
  network: true,
  processes: true,
  eventLoop: true,
  gc: true,
  heapAfterFile: false,
}

/** An SLO on the heap after files asks for it to be measured. */
function asksForHeaps(slos: readonly Slo[]): boolean {
  return slos.some(({ sli }) => sli.subject.kind === 'file' && sli.metric === 'heapAfter')
}

type Changes = CheckedConfig['environments'][string]

function weighing(checked: CheckedConfig, changes: Changes | undefined): Pick<Config, 'inconclusive' | 'fitness'> {
  return {
    inconclusive: changes?.inconclusive ?? checked.inconclusive ?? 'report',
    fitness: changes?.fitness ?? checked.fitness ?? 'check',
  }
}

function profilingOf(checked: CheckedConfig, changes: Changes | undefined): Profiling {
  return { ...profilingDefaults, ...written(checked.profiling), ...written(changes?.profiling) }
}

function overrideOf(changes: Changes | undefined, name: string): CheckedOverride | undefined {
  return changes?.slos === undefined ? undefined : ownEntry(changes.slos, name)
}

const profilingDefaults: Profiling = { when: 'on-violation', timeout: 60_000, most: 5 }

interface Declared {
  readonly name: string
  readonly slo: CheckedSlo
  readonly metrics: readonly MetricDeclaration[]
}

function boundsHere({ name, slo, metrics }: Declared, plain: unknown, here: Here): Omit<Slo, 'name' | keyof Rest> {
  const found = dimensionOfSli(slo.sli, { names: metrics.map((metric) => metric.name), metrics })
  const dimension = typeof found === 'object' && 'dimension' in found ? found.dimension : undefined
  const read = dimension === undefined ? undefined : readBounds(layersFor(plain, name, here), dimension)
  // Checked before: an SLO that cannot be read here must stop the run rather than drop out of the gate.
  if (dimension === undefined || read?.ok !== true) throw new Error(`SLO ${name} passed the checks and has no bounds`)
  const { objective, warning } = read
  const held = heldHere(plain, pathsFor(name, here), { dimension, objective })
  return { sli: { ...slo.sli, unit: unitOf[dimension] }, objective, warning, ...held }
}

type Rest = ReturnType<typeof rest>

function rest(
  slo: CheckedSlo,
  override: CheckedOverride | undefined,
): Pick<Slo, 'enforce' | 'whenUnsupported' | 'owner' | 'description'> {
  return {
    ...enforcementOf(slo, override),
    whenUnsupported: override?.whenUnsupported ?? slo.whenUnsupported ?? 'fail',
    owner: slo.owner,
    description: slo.description,
  }
}

/** A budget that an environment does not enforce is none there. */
function enforcementOf(slo: CheckedSlo, override: CheckedOverride | undefined): Pick<Slo, 'enforce' | 'errorBudget'> {
  const { enforce = 'fail', target, window, method = 'timeslices' }: Partial<CheckedSlo> = { ...slo, ...written(override) }
  // Checked before: a budget has both.
  const isWhole = target !== undefined && window !== undefined
  return enforce === 'budget' && isWhole ? { enforce, errorBudget: { target, window, method } } : { enforce }
}

/** A key set to undefined is a key left out. */
function written<T extends object>(block: T | undefined): Partial<T> {
  return Object.fromEntries(Object.entries(block ?? {}).filter(([, value]) => value !== undefined)) as Partial<T>
}

function ownEntry<V>(block: Readonly<Record<string, V>>, key: string): V | undefined {
  return Object.hasOwn(block, key) ? block[key] : undefined
}
