import type { MonitoringSwitch } from '../../model/metric.ts'
import type { Gap } from '../../model/series.ts'
import type { Origin, Subject } from '../../model/subject.ts'
import { containerFigures } from './container-figures.ts'
import { nameOfContainer } from './name-of-container.ts'
import type { Figures } from './figure.ts'
import { containerSeries } from './container-series.ts'
import { containerTrace } from './container-trace.ts'
import type { ContainerWatch } from './container-watch.ts'
import { formatAddress } from './engine-address.ts'
import { labels } from './engine-answers.ts'
import { failedStart } from './failed-start.ts'
import type { TrackedContainer } from './tracked-container.ts'
import type { ContainerResult, WatchResult } from './watch-result.ts'

type Switches = Readonly<Record<MonitoringSwitch, boolean>>

/** What a watch that was brought up to date has found. */
export function watchResultOf(watch: ContainerWatch, switches: Switches): Omit<WatchResult, 'limits'> {
  const { engine, troubles } = watch
  const containers = [...watch.containers.values()].filter(({ isHelper }) => !isHelper)
  return {
    containers: [...containers.map((container) => resultOf(container, watch, switches)), ...unmadeResults(watch, containers)],
    engine: engine === undefined ? undefined : formatAddress(engine.address),
    troubles,
  }
}

/**
 * Of a start that went wrong before there was a container; one that went wrong later is told of with its container. Where no engine
 * answers, that is what is said instead.
 */
function unmadeResults({ engine, unmade }: ContainerWatch, containers: readonly TrackedContainer[]): ContainerResult[] {
  if (engine === undefined) return []
  const alone = unmade.filter(({ name, by }) => !containers.some((one) => nameOfContainer(one) === name && isBy(one, by)))
  return alone.map(({ name, at, by: origin, reason }) => {
    const gap: Gap = { kind: 'crashed', subject: { kind: 'container', name }, reason }
    return {
      id: `${name}@${at}`,
      name,
      image: name,
      origin,
      ofSetup: false,
      removed: true,
      leaked: false,
      series: [],
      gaps: [gap],
    }
  })
}

function isBy({ by: starter }: TrackedContainer, by: Origin | undefined): boolean {
  return by === undefined || (starter?.file === by.file && starter.test === by.test && starter.project === by.project)
}

function resultOf(container: TrackedContainer, watch: ContainerWatch, switches: Switches): ContainerResult {
  const { id, image, by: origin } = container
  const name = nameOfContainer(container)
  const subject: Subject = { kind: 'container', name }
  const leaked = isLeaked(container, watch)
  const figures = {
    ...containerFigures(container, { cores: watch.cores, at: Date.now() }),
    ...leakFigure(container, watch, leaked),
  }
  const { series, gaps } = containerSeries(figures, { subject, origin, switches })
  const more = [...failures(container, subject), ...losses(container, watch, subject)]
  const ofSetup = isToGo(container) && origin === undefined && !(labels.run in container.labels)
  const trace = containerTrace(container, subject, watch.cores)
  return { id, name, image, origin, ofSetup, removed: container.removed, leaked, series: [...series], gaps: [...gaps, ...more], trace } // prettier-ignore
}

/** Whether it should be gone at the end of the run: one that this run has started, and nobody meant to keep. */
function isToGo({ isKept, askedAt }: TrackedContainer): boolean {
  return askedAt !== undefined && !isKept
}

function isLeaked(container: TrackedContainer, { isGone }: ContainerWatch): boolean {
  const { removed, by, lost } = container
  return isToGo(container) && by !== undefined && !removed && !lost && !isGone
}

function leakFigure(container: TrackedContainer, { engine, isGone }: ContainerWatch, leaked: boolean): Figures {
  const { by, removed } = container
  const isKnown = engine !== undefined && (removed || !isGone)
  if (!isToGo(container) || !isKnown) return {}
  if (by === undefined) return { leaked: { missing: lookedForLater } }
  const found = leaked ? `: ${describeLeft(container)}` : ''
  return { leaked: { value: leaked ? 1 : 0, source: `engine at the end of the run${found}`, exact: true } }
}

function describeLeft({ id, image, isRunning, isStopped }: TrackedContainer): string {
  return `${id.slice(0, 12)} ${image} is ${isRunning && !isStopped ? 'still running' : 'stopped, not removed'}`
}

const lookedForLater = 'a global set-up started it, whose teardown comes after the verdict: it is looked for when Vitest ends'

function failures(container: TrackedContainer, subject: Subject): Gap[] {
  const reason = failedStart(container)
  return reason === undefined ? [] : [{ kind: 'failed-sample', subject, reason: `${container.id.slice(0, 12)}: ${reason}` }]
}

function losses({ id, lost, method }: TrackedContainer, { engine, troubles }: ContainerWatch, subject: Subject): Gap[] {
  const why = troubles.at(-1)
  if (engine === undefined && method === undefined) {
    return [{ kind: 'crashed', subject, reason: `${id.slice(0, 12)}: its engine could not be asked: ${why}` }]
  }
  return lost
    ? [{ kind: 'crashed', subject, reason: `${id.slice(0, 12)}: the engine stopped answering while it ran: ${why}` }]
    : []
}
