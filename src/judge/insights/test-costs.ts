import type { BlockedLoop, GcShare, Waiting } from '../../model/insight.ts'
import type { Metric } from '../../model/metric.ts'
import { partsOf } from '../../model/recordings.ts'
import type { Series } from '../../model/series.ts'
import type { Subject } from '../../model/subject.ts'
import type { Figures } from './figures.ts'

/** Of one kind, the largest. */
const mostShown = 3
const largeGcShare = 0.25
const largeWait = 0.8
/** Milliseconds. */
const worthTelling = { gc: 250, blocked: 1000, waiting: 1000 } as const

/** Tests that stand still for a quarter of their time while garbage is collected. Both are times of the clock on the wall. */
export function gcShares(figures: Figures): GcShare[] {
  const found = figures.tests.flatMap((subject): GcShare[] => {
    const [gcTime, duration] = [ownFigure(figures, subject, 'gcTime'), figures.last(subject, 'duration')]
    if (gcTime === undefined || duration === undefined || duration <= 0) return []
    const share = Math.min(1, gcTime / duration)
    return gcTime < worthTelling.gc || share < largeGcShare ? [] : [{ kind: 'gc-share', subject, gcTime, duration, share }]
  })
  return found.toSorted((a, b) => b.gcTime - a.gcTime).slice(0, mostShown)
}

/** Tests that stop their own other work: the loop stood still for long, and yet the test took twice as long and more. */
export function blockedLoops(figures: Figures): BlockedLoop[] {
  const found = figures.tests.flatMap((subject): BlockedLoop[] => {
    const [blocked, duration] = [ownFigure(figures, subject, 'eventLoopDelay'), figures.last(subject, 'duration')]
    if (blocked === undefined || duration === undefined) return []
    return blocked < worthTelling.blocked || duration < 2 * blocked ? [] : [{ kind: 'blocked-loop', subject, blocked, duration }]
  })
  return found.toSorted((a, b) => b.blocked - a.blocked).slice(0, mostShown)
}

/** Tests and commands that use the processor for less than a fifth of their time. Not those that wait for what was measured in them. */
export function waits(figures: Figures): Waiting[] {
  const waitsForOthers = placesOf(figures.all)
  const tests = figures.tests.filter((test) => !waitsForOthers.has(placeKey(test)))
  const found = [...tests, ...commandsOf(figures.all)].flatMap((subject): Waiting[] => {
    const [duration, cpuTime] = [figures.last(subject, 'duration'), ownFigure(figures, subject, 'cpuTime')]
    if (duration === undefined || cpuTime === undefined || duration < worthTelling.waiting) return []
    const share = 1 - cpuTime / duration
    return share < largeWait ? [] : [{ kind: 'waiting', subject, duration, cpuTime, share }]
  })
  return found.toSorted((a, b) => b.duration - b.cpuTime - (a.duration - a.cpuTime)).slice(0, mostShown)
}

function commandsOf(all: readonly Series[]): Subject[] {
  return all.filter(({ subject, metric }) => subject.kind === 'command' && metric === 'duration').map(({ subject }) => subject)
}

/** Not what was shared with tests that ran at the same time. */
function ownFigure(figures: Figures, subject: Subject, metric: Metric): number | undefined {
  const isShared = figures.find(subject, metric)?.source.includes('shared with concurrent tests') === true
  return isShared ? undefined : figures.last(subject, metric)
}

/** The tests in which something else was measured that takes time: a command, a container. */
function placesOf(all: readonly Series[]): ReadonlySet<string> {
  const parts = all.filter(({ subject: { kind } }) => kind === 'command' || kind === 'container').flatMap(partsOf)
  const origins = parts.flatMap(({ origin }) => (origin === undefined ? [] : [origin]))
  return new Set(origins.map(({ project, file, test }) => JSON.stringify([project, file, test])))
}

function placeKey({ project, file, name }: Subject): string {
  return JSON.stringify([project, file, name])
}
