import type { LimitReading } from '../../model/limit-reading.ts'
import type { TrackedContainer } from './tracked-container.ts'

/**
 * What a container has used, for its limits. The kernel's own peak of memory stands for what it holds, so that a rise between two looks
 * counts; of one that was there before the run, whose peak may be from then, what it holds now.
 */
export function limitReadingOf({ usage, askedAt, memoryNow }: TrackedContainer, at: number): LimitReading {
  const { cpuTime, memoryPeak, diskWrite, networkSent, networkReceived, processes } = usage.total() ?? {}
  const network = networkSent === undefined ? undefined : networkSent + (networkReceived ?? 0)
  const memory = askedAt === undefined ? memoryNow : memoryPeak
  return { at, cpu: cpuTime, memory, disk: diskWrite, network, processes }
}
