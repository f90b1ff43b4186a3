import fs from 'node:fs'

/** How many bytes a call of a function of `node:fs` moved, from its arguments and what it gave. */
export type MovedBytes = (args: readonly unknown[], result: unknown) => { readonly read?: number; readonly written?: number }

/** Functions of `node:fs` that move bytes, by name, in the form that all its forms share: path or descriptor first. */
export const movedByPath: Readonly<Record<string, MovedBytes>> = {
  readFile: (_, result) => ({ read: sizeOf(result) }),
  writeFile: ([, data]) => ({ written: sizeOf(data) }),
  appendFile: ([, data]) => ({ written: sizeOf(data) }),
  copyFile: ([, target]) => ({ written: fs.statSync(target as string, { throwIfNoEntry: false })?.size ?? 0 }),
}

/** Those that work on what is open. */
export const movedByHandle: Readonly<Record<string, MovedBytes>> = {
  read: (_, result) => ({ read: numberOf(result, 'bytesRead') }),
  readv: (_, result) => ({ read: numberOf(result, 'bytesRead') }),
  write: (_, result) => ({ written: numberOf(result, 'bytesWritten') }),
  writev: (_, result) => ({ written: numberOf(result, 'bytesWritten') }),
}

/** The methods of a file handle, which has no path among its arguments. */
export const movedByMethod: Readonly<Record<string, MovedBytes>> = {
  ...movedByHandle,
  readFile: (_, result) => ({ read: sizeOf(result) }),
  writeFile: ([data]) => ({ written: sizeOf(data) }),
  appendFile: ([data]) => ({ written: sizeOf(data) }),
}

function sizeOf(data: unknown): number {
  if (typeof data === 'string') return Buffer.byteLength(data)
  return ArrayBuffer.isView(data) ? data.byteLength : 0
}

/** Synchronous and callback calls give the number itself, handles an object that holds it. */
function numberOf(result: unknown, key: string): number {
  if (typeof result === 'number') return result
  return ((result ?? {}) as Readonly<Record<string, number | undefined>>)[key] ?? 0
}
