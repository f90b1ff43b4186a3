import type { Frame, Opener, RecordedTraffic, StackFrame, Traffic } from '../model/profile.ts'
import { codePlace } from './code-place.ts'

/** Over how many executions traffic was recorded, and the folder to which names of files are made relative. */
interface Share {
  readonly samples: number
  readonly root: string
}

/** Traffic of several processes as one, by name, and of one execution, the most bytes first. */
export function mergeTraffic(parts: readonly RecordedTraffic[], share: Share): Traffic[] {
  const merged = new Map<string, Traffic>()
  // The part with the most bytes says who opened it.
  for (const part of parts.toSorted((a, b) => bytesOf(b) - bytesOf(a))) {
    const name = relative(part.name, share.root)
    merged.set(name, sum(merged.get(name) ?? { name, operations: 0, read: 0, written: 0, time: 0 }, part, share))
  }
  return [...merged.values()].toSorted((a, b) => bytesOf(b) - bytesOf(a) || b.time - a.time)
}

function relative(name: string, root: string): string {
  return name.startsWith(`${root}/`) ? name.slice(root.length + 1) : name
}

function sum(before: Traffic, part: RecordedTraffic, { samples, root }: Share): Traffic {
  const opener = before.opener ?? openerOf(part.stack ?? [], root)
  return {
    name: before.name,
    operations: before.operations + part.operations / samples,
    read: before.read + part.read / samples,
    written: before.written + part.written / samples,
    time: before.time + part.time / samples,
    ...(opener === undefined ? {} : { opener }),
  }
}

/** The innermost code of the project; of a package where none of the project is seen. */
function openerOf(stack: readonly StackFrame[], root: string): Opener | undefined {
  const places = stack.map((frame) => codePlace(frame, root)).filter(({ file }) => file !== undefined)
  const place = places.find(({ owner }) => owner === 'own') ?? places[0]
  return place && { function: place.function, file: place.file as string, line: place.line as number }
}

/** The file or the host with the most bytes, as a path of one step, with the place that opened it; empty where there were none. */
export function hottestTraffic([most]: readonly Traffic[], was: Traffic | undefined): Frame[] {
  if (most === undefined || bytesOf(most) === 0) return []
  const bytes = bytesOf(most)
  const { file, line } = most.opener ?? {}
  return [
    {
      function: most.name,
      ...(file === undefined ? {} : { file, line }),
      owner: file === undefined || isOwn(file) ? 'own' : 'dependency',
      self: bytes,
      total: bytes,
      before: was === undefined ? undefined : bytesOf(was),
      unit: 'bytes',
    },
  ]
}

/** Paths outside of the project are absolute. */
function isOwn(file: string): boolean {
  return !/^(?:\/|[A-Za-z]:\/)/.test(file) && !file.includes('node_modules/')
}

/** Bytes in both directions. */
export function bytesOf({ read, written }: Pick<Traffic, 'read' | 'written'>): number {
  return read + written
}
