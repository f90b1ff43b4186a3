import type { Vitest } from 'vitest/node'
import { followRun } from './follow-run.ts'
import { Gate } from './gate.ts'
import { closeSecondWayIn, instrument } from './instrument.ts'
import type { AttachOptions } from '../slo-options.ts'

// On the resolved configuration, not on Vitest: a restart in watch mode keeps Vitest and resolves a new configuration.
const key = Symbol.for('vitest-slo.gate')
type Attachable = Vitest['config'] & { [key]?: Promise<Gate> }

/** The gate of this Vitest, made and added to its reporters on the first call. Rejects with ConfigError. */
export async function attach(vitest: Vitest, options: AttachOptions): Promise<Gate> {
  const config: Attachable = vitest.config
  followRun()
  config[key] ??= Gate.open(vitest, options).then((gate) => {
    // First, so that the other reporters see the verdicts; the summary last, so that it ends the output.
    const reporters = reportersOf(vitest)
    closeSecondWayIn(config)
    reporters.unshift(gate)
    reporters.push(gate.summary)
    return gate
  })
  Object.defineProperty(config, key, { enumerable: false })
  return config[key]
}

/** Vitest 4 has a list of its own for `vitest bench`: without this the gate would silently not be there. */
function reportersOf(vitest: Vitest): unknown[] {
  const { config, mode } = vitest as Vitest & { readonly mode?: string }
  if (mode !== 'benchmark') return config.reporters
  const benchmark = config.benchmark as { reporters?: unknown }
  const reporters = [benchmark.reporters ?? []].flat()
  benchmark.reporters = reporters
  return reporters
}

/** As `attach`, at a time when Vitest has its reporters already and the run is about to start. */
export async function attachLate(vitest: Vitest, options: AttachOptions): Promise<void> {
  const config: Attachable = vitest.config
  if (config[key] !== undefined) return
  const gate = await attach(vitest, options)
  const reporters = (vitest as unknown as { readonly reporters: unknown[] }).reporters
  reporters.unshift(gate)
  reporters.push(gate.summary)
  for (const project of vitest.projects) instrument(project)
  gate.summary.onInit()
  await gate.onTestRunStart([])
}
