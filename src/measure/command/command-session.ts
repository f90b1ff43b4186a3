import { randomBytes } from 'node:crypto'

/** Names everything this process starts and makes, so that it can be found and undone when this process is gone. */
export const session: string = randomBytes(6).toString('hex')

/** Prefix of the temporary folders of a session, in the folder for temporary files. */
export function folderPrefix(of: string): string {
  return `vitest-slo-${of}-`
}

let executions = 0

/** The text by which the processes of one execution are found; it holds that of the session. */
export function nextMarker(): string {
  return `${session}.${++executions}.`
}
