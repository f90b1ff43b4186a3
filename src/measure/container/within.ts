/** Milliseconds that it took; undefined where it took longer than `most`, and goes on by itself. Rejections count as done. */
export async function within(most: number, work: Promise<unknown>): Promise<number | undefined> {
  const began = performance.now()
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<undefined>((resolve) => {
    timer = startTimer(() => resolve(undefined), Math.min(most, longest))
  })
  const done = work.then(elapsed, elapsed)
  try {
    return await Promise.race([done, late])
  } finally {
    stopTimer(timer)
  }

  function elapsed(): number {
    return performance.now() - began
  }
}

// Fake timers of a test must not reach it.
const startTimer: typeof setTimeout = globalThis.setTimeout.bind(globalThis)
const stopTimer: typeof clearTimeout = globalThis.clearTimeout.bind(globalThis)
// What a timer can be set to.
const longest = 2 ** 31 - 1
