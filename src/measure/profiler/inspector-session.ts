import { Session } from 'node:inspector'

let session: Session | undefined

/**
 * Asks the inspector of this thread, which answers at once. One session for the life of the thread: a profiler that is disabled, or
 * whose session is disconnected, ends the coverage of the whole engine.
 */
export function askInspector(method: string, params: object = {}): unknown {
  session ??= connected()
  const answer: { error?: Error | null; result?: unknown } = {}
  session.post(method, params, (error: Error | null, result?: object) => Object.assign(answer, { error, result }))
  if (answer.error) throw new Error(answer.error.message)
  return answer.result
}

function connected(): Session {
  const opened = new Session()
  opened.connect()
  return opened
}
