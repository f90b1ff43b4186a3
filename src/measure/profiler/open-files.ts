import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { StackFrame } from '../../model/profile.ts'
import type { Opened } from './traffic-ledger.ts'

/** Which descriptor is which file. */
export class OpenFiles {
  readonly #files = new Map<number, Opened>()

  /** Notes the path that a descriptor was opened with, and by whom, and gives the descriptor back. */
  remember(fd: unknown, path: unknown, stack: readonly StackFrame[] | undefined): unknown {
    if (typeof fd === 'number') this.#files.set(fd, openedFile(path, stack))
    return fd
  }

  /** The file that a function of `node:fs` was given first, as a path or a descriptor. `stack` tells who gave a path. */
  opened(target: unknown, stack: () => readonly StackFrame[] | undefined): Opened {
    if (typeof target === 'number') return this.ofDescriptor(target)
    return openedFile(target, stack())
  }

  ofDescriptor(fd: number): Opened {
    return this.#files.get(fd) ?? { name: descriptorName(fd) }
  }
}

function openedFile(path: unknown, stack: readonly StackFrame[] | undefined): Opened {
  return { name: pathText(path), ...(stack && { stack }) }
}

function pathText(path: unknown): string {
  if (path instanceof URL) return fileURLToPath(path)
  if (typeof path === 'string' || Buffer.isBuffer(path)) return resolve(String(path))
  const { fd } = (path ?? {}) as { readonly fd?: number }
  return fd === undefined ? 'unknown file' : descriptorName(fd)
}

function descriptorName(fd: number): string {
  return ['standard input', 'standard output', 'standard error'][fd] ?? `descriptor ${fd}`
}
