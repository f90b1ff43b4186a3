import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks'
import fs from 'node:fs'
import { performance } from 'node:perf_hooks'
import { movedByHandle, movedByMethod, movedByPath } from './moved-bytes.ts'
import type { MovedBytes } from './moved-bytes.ts'
import { OpenFiles } from './open-files.ts'
import { Openings } from './openings.ts'
import type { Call, Calls } from './openings.ts'
import type { OpenRecording } from './recording.ts'
import { TrafficLedger } from './traffic-ledger.ts'
import type { Opened } from './traffic-ledger.ts'

type Callback = (error: unknown, result?: unknown, ...rest: unknown[]) => void

/** What a recording knows while it goes on. */
interface Book {
  readonly ledger: TrafficLedger
  readonly files: OpenFiles
  readonly openings: Openings
  /** Set within a function that is noted: what it calls in turn moves the same bytes. */
  readonly within: AsyncLocalStorage<true>
}

const now: () => number = performance.now.bind(performance)

/** Records which files are read and written, with bytes, time and who opened them, by taking the place of the functions of `node:fs`. */
export function startDisk(): OpenRecording {
  const openings = new Openings()
  const book: Book = { ledger: new TrafficLedger(), files: new OpenFiles(), within: new AsyncLocalStorage(), openings }
  const calls = fs as unknown as Calls
  const promises = fs.promises as unknown as Calls
  for (const [name, moved] of Object.entries({ ...movedByPath, ...movedByHandle })) {
    openings.replace(calls, `${name}Sync`, (own) => noteSync(book, own, moved))
    openings.replace(calls, name, (own) => noteCallback(book, own, moved))
  }
  for (const [name, moved] of Object.entries(movedByPath))
    openings.replace(promises, name, (own) =>
      notePromise(book, own, { moved, openedBy: (_, [path], below) => book.files.opened(path, () => openings.stackAt(below)) }),
    )
  followOpen(book, calls, promises)
  // A stream opens its file when whoever made it has gone on.
  for (const name of ['createReadStream', 'createWriteStream']) openings.follow(calls, name)
  openings.publish()
  return {
    source: 'functions of node:fs',
    stop: () => {
      openings.stop()
      return book.ledger.list()
    },
  }
}

function noteSync({ ledger, files, openings, within }: Book, own: Call, moved: MovedBytes): Call {
  return function noted(...args) {
    if (within.getStore() === true) return own.apply(this, args)
    const opened = files.opened(args[0], () => openings.stackAt(noted))
    const began = now()
    const result = within.run(true, () => own.apply(this, args))
    ledger.add(opened, { ...moved(args, result), time: now() - began })
    return result
  }
}

function noteCallback({ ledger, files, openings, within }: Book, own: Call, moved: MovedBytes): Call {
  return function noted(...args) {
    const callback = args.at(-1)
    if (typeof callback !== 'function' || within.getStore() === true) return own.apply(this, args)
    const opened = files.opened(args[0], () => openings.stackAt(noted))
    const began = now()
    const told: Callback = (error, result, ...rest) => {
      if (!error) ledger.add(opened, { ...moved(args, result), time: now() - began })
      ;(callback as Callback)(error, result, ...rest)
    }
    // What is called back is within it no longer.
    const last = AsyncResource.bind(told)
    return within.run(true, () => own.apply(this, [...args.slice(0, -1), last]))
  }
}

interface Named {
  readonly moved: MovedBytes
  readonly openedBy: (self: unknown, args: readonly unknown[], below: Call) => Opened
}

function notePromise({ ledger, within }: Book, own: Call, { moved, openedBy }: Named): Call {
  return async function noted(...args) {
    if (within.getStore() === true) return await own.apply(this, args)
    const opened = openedBy(this, args, noted)
    const began = now()
    const result = await within.run(true, () => own.apply(this, args))
    ledger.add(opened, { ...moved(args, result), time: now() - began })
    return result
  }
}

/** A descriptor is known by the path it was opened with, and by who did. */
function followOpen(book: Book, calls: Calls, promises: Calls): void {
  const { files, openings } = book
  openings.replace(calls, 'openSync', (own) => {
    return function opens(...args) {
      return files.remember(own(...args), args[0], openings.stackAt(opens))
    }
  })
  openings.replace(calls, 'open', (own) => {
    return function opens(...args) {
      const stack = openings.stackAt(opens)
      const callback = args.at(-1) as Callback
      const named: Callback = (error, fd) => callback(error, error ? fd : files.remember(fd, args[0], stack))
      return own(...args.slice(0, -1), named)
    }
  })
  followHandles(book, promises)
}

function followHandles(book: Book, promises: Calls): void {
  const { files, openings } = book
  let prototype: Calls | undefined
  openings.replace(promises, 'open', (own) => {
    return async function opens(...args) {
      const stack = openings.stackAt(opens)
      const handle = (await own(...args)) as { readonly fd: number }
      files.remember(handle.fd, args[0], stack)
      // The class of file handles is Node's secret; the first handle shows it.
      prototype ??= noteMethods(book, Object.getPrototypeOf(handle) as Calls)
      return handle
    }
  })
}

function noteMethods(book: Book, prototype: Calls): Calls {
  const openedBy = (self: unknown): Opened => book.files.ofDescriptor((self as { readonly fd: number }).fd)
  for (const [name, moved] of Object.entries(movedByMethod))
    book.openings.replace(prototype, name, (own) => notePromise(book, own, { moved, openedBy }))
  return prototype
}
