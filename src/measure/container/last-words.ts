import { unframedLog } from './unframed-log.ts'
import { within } from './within.ts'

/** What a client of an engine has in its hands. */
export interface LoggedContainer {
  readonly id: string
  readonly logs?: (options: { readonly stdout: true; readonly stderr: true; readonly tail: number }) => Promise<Buffer | string>
}

/** Milliseconds that somebody who waits for it may be kept. */
const patience = 2000

/** The last lines that a container has said, while it is still there; empty where they cannot be had. */
export async function lastWordsOf(container: LoggedContainer): Promise<string> {
  let text = ''
  const read = async (): Promise<void> => {
    const said = await container.logs?.({ stdout: true, stderr: true, tail: 3 })
    text = unframedLog(Buffer.from(said ?? ''))
  }
  await within(patience, read())
  return text.trim()
}
