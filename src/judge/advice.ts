import type { Advice, Advised, Cost, Gain, Remedy } from '../model/insight.ts'
import type { Figures } from './insights/figures.ts'
import { theRun } from './insights/figures.ts'

/** What helps against each kind of cost, what helps most first. */
const remediesFor: Readonly<Record<Cost['kind'], readonly Remedy[]>> = {
  'container-share': ['reuse', 'pooling'],
  'container-repeated': ['reuse', 'pooling'],
  'phase-share': ['caching', 'reuse'],
  'slow-tests': ['parallelism', 'caching'],
  'idle-cores': ['parallelism'],
  'gc-share': ['pooling', 'caching'],
  'start-up-share': ['caching'],
  'blocked-loop': ['async'],
  waiting: ['batching', 'async', 'parallelism'],
}

/**
 * A cost with what to try and what that can bring at most. The bound is Amdahl's: all of the cost gone and nothing else changed, so what
 * is measured afterwards is less.
 */
export function advise(cost: Cost, figures: Figures): Advised {
  const gain = gainOf(cost, figures)
  const advice: Advice = { remedies: remediesFor[cost.kind], ...(gain === undefined ? {} : { gain }) }
  return { ...cost, advice }
}

/** What is gained at most, in the unit of its metric; 0 where no number is known. */
export function gained({ advice: { gain } }: Advised): number {
  return gain === undefined ? 0 : gain.now - gain.best
}

function gainOf(cost: Cost, { ofRun }: Figures): Gain | undefined {
  const duration = ofRun('duration')
  switch (cost.kind) {
    case 'container-share': {
      const subject = { kind: 'file', name: cost.file, ...(cost.project === undefined ? {} : { project: cost.project }) } as const
      return { subject, metric: 'duration', unit: 'ms', now: cost.duration, best: Math.max(0, cost.duration - cost.startup) }
    }
    case 'container-repeated':
      return ofWholeRun(duration, cost.startup - cost.once)
    case 'phase-share':
      return ofWholeRun(duration, (duration ?? 0) * cost.share)
    case 'slow-tests':
      return { subject: theRun, metric: 'testsTime', unit: 'ms', now: cost.total, best: cost.total - cost.time }
    case 'idle-cores':
      return {
        subject: theRun,
        metric: 'duration',
        unit: 'ms',
        now: cost.duration,
        best: Math.max(cost.longest, cost.duration / cost.cores),
      }
    default:
      return ofSubject(cost)
  }
}

function ofWholeRun(now: number | undefined, saved: number): Gain | undefined {
  return now === undefined ? undefined : { subject: theRun, metric: 'duration', unit: 'ms', now, best: Math.max(0, now - saved) }
}

function ofSubject(cost: Extract<Cost, { kind: 'start-up-share' | 'gc-share' | 'blocked-loop' | 'waiting' }>): Gain | undefined {
  if (cost.kind === 'waiting')
    return { subject: cost.subject, metric: 'duration', unit: 'ms', now: cost.duration, best: cost.cpuTime }
  if (cost.kind === 'blocked-loop') return undefined
  if (cost.kind === 'start-up-share') {
    const { command: name, duration: now, startup } = cost
    return { subject: { kind: 'command', name }, metric: 'duration', unit: 'ms', now, best: Math.max(0, now - startup) }
  }
  return {
    subject: cost.subject,
    metric: 'duration',
    unit: 'ms',
    now: cost.duration,
    best: Math.max(0, cost.duration - cost.gcTime),
  }
}
