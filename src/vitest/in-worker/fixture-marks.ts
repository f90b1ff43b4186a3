/**
 * Takes fixtures out of the measured window. Vitest sets them up inside the function it calls as the test, so a container that a file
 * shares would count as the duration of the first test that asks for it. It assigns each to the test context just before the body
 * starts; a prototype with a setter sees that, for 0.3 us a test.
 */
export function watchFixtures(context: object, onFixture: (context: object) => void): void {
  tell = onFixture
  if (Object.getPrototypeOf(context) !== watched) Object.setPrototypeOf(context, watched)
}

// Not the name of this file: when built it is a part of a larger one.
const here = new URL(import.meta.url).pathname

// One for all: a map of contexts would make every collection of garbage look through it.
let tell: (context: object) => void = () => undefined

const watched: object = new Proxy(Function.prototype, {
  set: (...[, key, value, context]) => defineWatched(context as object, key, value),
})

/** Stays a setter, so that a retry, which assigns again, is seen again. */
function defineWatched(context: object, key: string | symbol, first: unknown): boolean {
  const plain = { configurable: true, enumerable: true, writable: true, value: first }
  if (!isVitestCalling()) return Reflect.defineProperty(context, key, plain)
  let current = first
  tell(context)
  return Reflect.defineProperty(context, key, {
    configurable: true,
    enumerable: true,
    get: () => current,
    set: (value: unknown) => {
      current = value
      if (isVitestCalling()) tell(context)
    },
  })
}

/** A test body may assign to its context too; that must not restart its window. */
function isVitestCalling(): boolean {
  const [, ...frames] = new Error('caller').stack?.split('\n') ?? []
  const caller = frames.find((frame) => !frame.includes(here) && !frame.includes('<anonymous>') && !frame.includes('Reflect.'))
  return caller !== undefined && /[\\/](?:@vitest[\\/]runner|vitest)[\\/]dist[\\/]/.test(caller)
}
