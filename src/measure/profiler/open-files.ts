import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Which descriptor is which file. */
export class OpenFiles {
  readonly #paths = new Map<number, string>()

  /** Notes the path that a descriptor was opened with, and gives the descriptor back. */
  remember(fd: unknown, path: unknown): unknown {
    if (typeof fd === 'number') this.#paths.set(fd, pathText(path))
    return fd
  }

  /** The absolute path of what a function of `node:fs` was given first: a path or a descriptor. */
  nameOf(target: unknown): string {
    return typeof target === 'number' ? (this.#paths.get(target) ?? descriptorName(target)) : pathText(target)
  }
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
