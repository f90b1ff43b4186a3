import { setImmediate as nextTurn } from 'node:timers'
import v8 from 'node:v8'
import { runInNewContext } from 'node:vm'

type Collect = () => void

let collect: Collect | undefined

/**
 * Bytes that this thread still holds after a forced full collection: the JavaScript heap and what its objects hold outside of it, as
 * buffers do. Exact to some hundred bytes; takes 6 to 180 ms. Callbacks that are due run first, because what they hold is not kept.
 */
export async function retainedHeap(): Promise<number> {
  await new Promise((resolve) => nextTurn(resolve))
  collectGarbage()
  const { used_heap_size: used, external_memory: outside } = v8.getHeapStatistics()
  return used + outside
}

/** A full collection, now. */
export function collectGarbage(): void {
  collect ??= exposeCollector()
  collect()
}

/** Without `--expose-gc` on the command line, which a thread refuses; the flag is set back, so that tests see no new global. */
function exposeCollector(): Collect {
  const { gc } = globalThis as { readonly gc?: Collect }
  if (gc !== undefined) return gc
  v8.setFlagsFromString('--expose-gc')
  try {
    return runInNewContext('gc') as Collect
  } finally {
    v8.setFlagsFromString('--no-expose-gc')
  }
}
