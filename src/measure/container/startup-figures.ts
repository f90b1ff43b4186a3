import type { Figure, Figures } from './figure.ts'
import type { TrackedContainer } from './tracked-container.ts'

const source = "timestamps of the engine, readiness by testcontainers' wait strategy"

/**
 * How long a container took to be ready, and where the time went: fetching its image, creating it (with what is copied into it),
 * starting it, and waiting until it was ready. Empty for one that was not started in this run, or failed.
 */
export function startupFigures(container: TrackedContainer): Figures {
  const { askedAt, readyAt, failure, refused } = container
  if (askedAt === undefined || failure !== undefined || refused !== undefined) return {}
  return readyAt === undefined ? { startup: { missing: neverReady } } : phases(container, askedAt, readyAt)
}

function phases({ createdAt, starts, pulled, isComposed }: TrackedContainer, askedAt: number, readyAt: number): Figures {
  const created = createdAt ?? askedAt
  const started = starts[0] ?? askedAt
  return {
    startup: timed((pulled ?? 0) + readyAt - created),
    ...(pulled === undefined ? {} : { pullTime: timed(pulled) }),
    createTime: isComposed ? { missing: createdByCompose } : timed(askedAt - created),
    startTime: timed(started - askedAt),
    readyTime: timed(readyAt - started),
  }
}

const createdByCompose = 'compose created it and then asked to start it: what it took to be created is in its startTime'

const neverReady =
  'nothing told when it was ready: testcontainers waited in a copy of its module that cannot be seen, or the wait was cut off; start it with slo.container' // prettier-ignore

function timed(value: number): Figure {
  return { value: Math.max(0, value), source, exact: true }
}
