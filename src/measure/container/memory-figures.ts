import type { ContainerUsage } from './container-usage.ts'
import type { Figure, Figures } from './figure.ts'
import type { TrackedContainer } from './tracked-container.ts'

/** The memory that a container has used at most, and as a share of its limit. `isWhole` is false where it was not read after its end. */
export function memoryFigures(container: TrackedContainer, usage: ContainerUsage, isWhole: boolean): Figures {
  const memory = killedAt(container, usage) ?? peak(container, usage, isWhole)
  const { memoryLimit: limit } = container
  if ('missing' in memory) return { memory, memoryUsed: memory }
  if (limit === undefined) return { memory, memoryUsed: { missing: 'it has no memory limit' } }
  return { memory, memoryUsed: { ...memory, value: memory.value / limit } }
}

/** One that was killed at its limit has reached it, whatever was read before. */
function killedAt({ memoryLimit, oomEvents }: TrackedContainer, { oomKills = 0 }: ContainerUsage): Figure | undefined {
  if (memoryLimit === undefined || oomEvents + oomKills === 0) return undefined
  return { value: memoryLimit, source: 'its limit, at which it was killed', exact: true }
}

/** Of the working set, as `docker stats` shows it. */
function peak({ method }: TrackedContainer, { memoryPeak, chargedPeak }: ContainerUsage, isWhole: boolean): Figure {
  if (memoryPeak === undefined) return { missing: 'its memory could not be read' }
  if (method === 'statistics') return { value: memoryPeak, source: 'statistics of the engine, every second', exact: false }
  if (chargedPeak === undefined) return { value: memoryPeak, source: 'largest working set seen, every 250 ms', exact: false }
  // Truth lies between the two: with as good as no file cache they are one.
  const isSettled = chargedPeak - memoryPeak <= 0.01 * memoryPeak
  const source = isSettled ? "the kernel's peak" : "working set, from the kernel's peak less the file cache"
  return { value: memoryPeak, source, exact: isSettled && isWhole }
}
