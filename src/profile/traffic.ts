import type { Frame, Traffic } from '../model/profile.ts'

/** Over how many executions traffic was recorded, and the folder to which names of files are made relative. */
interface Share {
  readonly samples: number
  readonly root: string
}

/** Traffic of several processes as one, by name, and of one execution, the most bytes first. */
export function mergeTraffic(parts: readonly Traffic[], { samples, root }: Share): Traffic[] {
  const merged = new Map<string, Traffic>()
  for (const part of parts) {
    const name = part.name.startsWith(`${root}/`) ? part.name.slice(root.length + 1) : part.name
    const before = merged.get(name) ?? { name, operations: 0, read: 0, written: 0, time: 0 }
    const { operations, read, written, time } = before
    merged.set(name, {
      name,
      operations: operations + part.operations / samples,
      read: read + part.read / samples,
      written: written + part.written / samples,
      time: time + part.time / samples,
    })
  }
  return [...merged.values()].toSorted((a, b) => bytesOf(b) - bytesOf(a) || b.time - a.time)
}

/** The file or the host with the most bytes, as a path of one step; empty where there were none. */
export function hottestTraffic([most]: readonly Traffic[], good: readonly Traffic[] | undefined): Frame[] {
  if (most === undefined || bytesOf(most) === 0) return []
  const was = good?.find(({ name }) => name === most.name)
  const bytes = bytesOf(most)
  return [
    {
      function: most.name,
      owner: 'own',
      self: bytes,
      total: bytes,
      before: was === undefined ? undefined : bytesOf(was),
      unit: 'bytes',
    },
  ]
}

function bytesOf({ read, written }: Traffic): number {
  return read + written
}
