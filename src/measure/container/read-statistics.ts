import type { Engine } from './engine.ts'
import { parseStatistics } from './engine-statistics.ts'
import type { TrackedContainer } from './tracked-container.ts'

/** Milliseconds. Docker never answers for a container that ends meanwhile. */
const wait = 2000

/** Asks an engine what those containers use whose control groups are not to be seen here. */
export async function readStatistics(containers: readonly TrackedContainer[], engine: Engine): Promise<void> {
  const asked = containers.filter(({ isRunning, isHelper, method }) => isRunning && !isHelper && method === 'statistics')
  await Promise.all(
    asked.map(async (container) => {
      const path = `/containers/${container.id}/stats?stream=false&one-shot=true`
      const reading = parseStatistics(await engine.json('GET', path, wait).catch(() => undefined))
      if (reading !== undefined) container.take(reading)
    }),
  )
}
