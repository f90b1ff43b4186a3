import { existsSync } from 'node:fs'
import type { TestModule, TestRunEndReason, Vitest } from 'vitest/node'
import { appendFact } from '../../measure/container/container-fact.ts'
import type { ContainerResult, WatchResult } from '../../measure/container/watch-result.ts'
import type { Config } from '../../model/config.ts'
import type { Gap, Measured } from '../../model/series.ts'
import { outsideOfTests } from '../../model/subject.ts'
import type { Subject } from '../../model/subject.ts'
import { takeFile } from '../handoff.ts'
import type { FileHandoff } from '../handoff.ts'
import { pathFrom } from './collect-tests.ts'
import type { LoadedConfig } from './load-config.ts'
import { containerJournal } from './run-containers.ts'
import type { OfContainers, RunInProgress } from './start-run.ts'
import type { Summary } from './summary.ts'

interface EndingRun {
  readonly vitest: Vitest
  readonly loaded: LoadedConfig
  readonly run: RunInProgress
  readonly summary: Summary
}

/**
 * Asks, when the tests have ended, what their containers came to, says which were left behind, and gives what was measured to the files
 * that it belongs to. What belongs to none is returned.
 */
export function endContainers(ending: EndingRun, modules: readonly TestModule[], reason: TestRunEndReason): OfContainers {
  const { vitest, run, summary, loaded: { config } } = ending // prettier-ignore
  // In watch mode the next rerun shares them too.
  if (!vitest.config.watch) run.containers?.endShared()
  const result = run.containers?.result()
  const left = result?.containers.filter(({ leaked }) => leaked) ?? []
  for (const container of left) summary.note(describeLeft(container))
  if (reason !== 'interrupted') noteOver(vitest, config)
  return handOut({ vitest, config, modules, result })
}

function describeLeft({ id, image, origin }: ContainerResult): string {
  const by = origin === undefined ? 'a global set-up' : `${origin.file} > ${origin.test}`
  return `container ${id.slice(0, 12)} (${image}) was left behind by ${by}`
}

/** The run came to its end: what tests have left behind is theirs, and stays for whoever wants to look at it. */
function noteOver(vitest: Vitest, config: Config): void {
  const journal = containerJournal(vitest, config)
  if (!vitest.config.watch && existsSync(journal)) appendFact(journal, { kind: 'over' })
}

/** The tests of a run, and what is to be known of their containers. */
interface Ended {
  readonly vitest: Vitest
  readonly config: Config
  readonly modules: readonly TestModule[]
  readonly result: WatchResult | undefined
}

/** To the files that started them, so that it goes where these go: into the blob of a shard, and every judgement of a watch run. */
function handOut(ended: Ended): OfContainers {
  const { modules, result, vitest, config } = ended
  if (result === undefined) return { series: [], gaps: [], limits: [], traces: [] }
  const places = placesOf(modules, vitest)
  // A merge knows only what lies in a file.
  const anyFile = vitest.config.shard === undefined ? undefined : places.values().next().value
  const rest: { series: Measured['series'][number][]; gaps: Gap[] } = { series: [], gaps: [] }
  const fresh = untold(vitest, result.containers)
  for (const container of fresh) {
    const place = placeOf(container, places)
    const { series, gaps } = (place ?? anyFile)?.handoff ?? rest
    series.push(...container.series)
    gaps.push(...container.gaps, ...failedTest(container, place?.module))
  }
  rest.gaps.push(...unreachable(config, result))
  return { ...rest, limits: result.limits, traces: fresh.flatMap(({ trace }) => trace ?? []) }
}

const told = new WeakMap<Vitest, Set<string>>()

/** In watch mode those of earlier reruns are known to the files that started them then; those of a global set-up live through all of them. */
function untold(vitest: Vitest, containers: readonly ContainerResult[]): ContainerResult[] {
  const before = told.get(vitest) ?? new Set()
  const fresh = containers.filter(({ id, origin }) => origin === undefined || !before.has(id))
  told.set(vitest, new Set([...before, ...containers.map(({ id }) => id)]))
  return fresh
}

interface Place {
  readonly module: TestModule
  readonly handoff: FileHandoff
}

function placesOf(modules: readonly TestModule[], vitest: Vitest): Map<string, Place> {
  const places = new Map<string, Place>()
  for (const module of modules) {
    const handoff = takeFile(module)
    const { name: project } = module.project
    if (handoff !== undefined)
      places.set(keyOf({ file: pathFrom(vitest.config.root, module.moduleId), project }), { module, handoff })
  }
  return places
}

function placeOf({ origin }: ContainerResult, places: ReadonlyMap<string, Place>): Place | undefined {
  return origin === undefined ? undefined : places.get(keyOf(origin))
}

function keyOf({ file, project = '' }: { readonly file: string; readonly project?: string }): string {
  return `${project}\u0000${file}`
}

/** What a failed test has asked of a container was not confirmed by its assertions. One that a file started serves all of its tests. */
function failedTest({ name, origin, gaps }: ContainerResult, module: TestModule | undefined): Gap[] {
  if (origin === undefined || module === undefined || gaps.some(({ kind }) => kind === 'failed-sample')) return []
  const names = [...module.children.allTests('failed')].map(({ fullName }) => fullName)
  const failed = names.find((one) => origin.test === outsideOfTests || origin.test === one)
  if (failed === undefined) return []
  const subject: Subject = { kind: 'container', name }
  return [{ kind: 'failed-test', subject, reason: `its test failed: ${origin.file} > ${failed}` }]
}

/** Where no engine answers, an SLO on a container says so, whatever its tests made of it. */
function unreachable({ slos }: Config, { engine, containers, troubles }: WatchResult): Gap[] {
  if (engine !== undefined || containers.length > 0) return []
  const asked = slos.map(({ sli }) => sli).filter(({ subject }) => subject.kind === 'container')
  return asked.map(({ subject, metric }) => ({
    kind: 'unsupported',
    subject: { kind: 'container', name: 'name' in subject ? (subject.name ?? '') : '' },
    metric,
    reason: `no container engine answers: ${troubles.join('; ')}`,
  }))
}
