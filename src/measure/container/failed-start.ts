import { formatQuantity } from '../../model/format-quantity.ts'
import type { TrackedContainer } from './tracked-container.ts'

/** By which testcontainers itself ends one that does not get ready. */
const endings: ReadonlySet<number | undefined> = new Set([137, 143, undefined])

/** Why a container that was started never got ready; undefined where it did, or where nobody gave up on it. */
export function failedStart(container: TrackedContainer): string | undefined {
  const { refused, error, failure, lastWords = '' } = container
  if (refused !== undefined) return `the engine could not start it: ${error ?? `HTTP status ${refused}`}`
  if (failure === undefined) return undefined
  const said = lastWords === '' ? '' : `; its last words: ${lastWords}`
  return `${whatHappened(container, failure)}${said}`
}

function whatHappened({ oomEvents, memoryLimit, exitCode, deaths }: TrackedContainer, failure: string): string {
  if (oomEvents > 0) {
    const limit = memoryLimit === undefined ? '' : ` (limit ${formatQuantity(memoryLimit, 'bytes')})`
    return `it was killed out of memory${limit} before it was ready`
  }
  if (deaths.length > 0 && !endings.has(exitCode)) return `it ended with exit code ${exitCode} before it was ready`
  return `it was not ready in time: ${failure}`
}
