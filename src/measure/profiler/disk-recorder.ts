import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks'
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { performance } from 'node:perf_hooks'
import { movedByHandle, movedByMethod, movedByPath } from './moved-bytes.ts'
import type { MovedBytes } from './moved-bytes.ts'
import { OpenFiles } from './open-files.ts'
import type { OpenRecording } from './recording.ts'
import { TrafficLedger } from './traffic-ledger.ts'

type Call = (this: unknown, ...args: unknown[]) => unknown
type Calls = Record<string, Call>
type Callback = (error: unknown, result?: unknown, ...rest: unknown[]) => void

/** What a recording knows while it goes on. */
interface Book {
  readonly ledger: TrafficLedger
  readonly files: OpenFiles
  /** Set within a function that is noted: what it calls in turn moves the same bytes. */
  readonly within: AsyncLocalStorage<true>
  /** Puts a function back that was replaced. */
  readonly undo: (() => void)[]
}

const now: () => number = performance.now.bind(performance)

/** Records which files are read and written, with bytes and time, by taking the place of the functions of `node:fs`. */
export function startDisk(): OpenRecording {
  const book: Book = { ledger: new TrafficLedger(), files: new OpenFiles(), within: new AsyncLocalStorage(), undo: [] }
  const calls = fs as unknown as Calls
  const promises = fs.promises as unknown as Calls
  for (const [name, moved] of Object.entries({ ...movedByPath, ...movedByHandle })) {
    replace(book, [calls, `${name}Sync`], (own) => noteSync(book, own, moved))
    replace(book, [calls, name], (own) => noteCallback(book, own, moved))
  }
  for (const [name, moved] of Object.entries(movedByPath)) {
    replace(book, [promises, name], (own) => notePromise(book, own, { moved, nameOf: (_, [path]) => book.files.nameOf(path) }))
  }
  followOpen(book, calls, promises)
  syncBuiltinESMExports()
  return { source: 'functions of node:fs', stop: () => stop(book) }
}

function stop({ undo, ledger }: Book): unknown {
  for (const putBack of undo.toReversed()) putBack()
  syncBuiltinESMExports()
  return ledger.list()
}

function replace({ undo }: Book, [target, name]: readonly [Calls, string], wrap: (own: Call) => Call): void {
  const own = target[name]
  if (own === undefined) return
  // What hangs on the function too: how it is promisified, for one.
  target[name] = Object.defineProperties(wrap(own), Object.getOwnPropertyDescriptors(own))
  undo.push(() => void (target[name] = own))
}

function noteSync({ ledger, files, within }: Book, own: Call, moved: MovedBytes): Call {
  return function (...args) {
    if (within.getStore() === true) return own.apply(this, args)
    const began = now()
    const result = within.run(true, () => own.apply(this, args))
    ledger.add(files.nameOf(args[0]), { ...moved(args, result), time: now() - began })
    return result
  }
}

function noteCallback({ ledger, files, within }: Book, own: Call, moved: MovedBytes): Call {
  return function (...args) {
    const callback = args.at(-1)
    if (typeof callback !== 'function' || within.getStore() === true) return own.apply(this, args)
    const began = now()
    const name = files.nameOf(args[0])
    const noted: Callback = (error, result, ...rest) => {
      if (!error) ledger.add(name, { ...moved(args, result), time: now() - began })
      ;(callback as Callback)(error, result, ...rest)
    }
    // What is called back is within it no longer.
    const last = AsyncResource.bind(noted)
    return within.run(true, () => own.apply(this, [...args.slice(0, -1), last]))
  }
}

interface Named {
  readonly moved: MovedBytes
  readonly nameOf: (self: unknown, args: readonly unknown[]) => string
}

function notePromise({ ledger, within }: Book, own: Call, { moved, nameOf }: Named): Call {
  return async function (...args) {
    if (within.getStore() === true) return await own.apply(this, args)
    const began = now()
    const name = nameOf(this, args)
    const result = await within.run(true, () => own.apply(this, args))
    ledger.add(name, { ...moved(args, result), time: now() - began })
    return result
  }
}

/** A descriptor is known by the path it was opened with. */
function followOpen(book: Book, calls: Calls, promises: Calls): void {
  const { files } = book
  replace(
    book,
    [calls, 'openSync'],
    (own) =>
      (...args) =>
        files.remember(own(...args), args[0]),
  )
  replace(book, [calls, 'open'], (own) => (...args) => {
    const callback = args.at(-1) as Callback
    const named: Callback = (error, fd) => callback(error, error ? fd : files.remember(fd, args[0]))
    return own(...args.slice(0, -1), named)
  })
  let prototype: Calls | undefined
  replace(book, [promises, 'open'], (own) => async (...args) => {
    const handle = (await own(...args)) as { readonly fd: number }
    files.remember(handle.fd, args[0])
    // The class of file handles is Node's secret; the first handle shows it.
    prototype ??= followHandles(book, Object.getPrototypeOf(handle) as Calls)
    return handle
  })
}

function followHandles(book: Book, prototype: Calls): Calls {
  const nameOf = (self: unknown): string => book.files.nameOf((self as { readonly fd: number }).fd)
  for (const [name, moved] of Object.entries(movedByMethod))
    replace(book, [prototype, name], (own) => notePromise(book, own, { moved, nameOf }))
  return prototype
}
