import type { ClientRequest } from 'node:http'

/** Bytes of an answer that are kept: what went wrong stands at its end. */
const kept = 8192

/**
 * Calls back when a request to an engine is over, with what the engine said where it refused, undefined where it did as it was told.
 * Only listens: who made the request reads the answer as if nobody else did.
 */
export function followRefusal(request: ClientRequest, onOver: (refusal: string | undefined) => void): void {
  let [status, tail] = [0, '']
  const hear = (bytes: Buffer): void => void (tail = (tail + bytes.toString('latin1')).slice(-kept))
  // Not the response: a second listener there would set it flowing before its reader is there.
  if (request.socket === null || request.socket === undefined) request.once('socket', (socket) => socket.on('data', hear))
  else request.socket.on('data', hear)
  request.once('response', ({ statusCode = 0 }) => (status = statusCode))
  request.once('close', () => {
    request.socket?.off('data', hear)
    onOver(refusalIn(status, Buffer.from(tail, 'latin1').toString('utf8')))
  })
}

/** A fetch of an image begins with success: what goes wrong later is told by a line of its answer. */
export function refusalIn(status: number, answer: string): string | undefined {
  if (status < 400 && !answer.includes('"errorDetail"')) return undefined
  const [, message] = /"(?:message|error)"\s*:\s*("(?:[^"\\]|\\.)*")/.exec(answer) ?? []
  return message === undefined ? `HTTP status ${status}` : (JSON.parse(message) as string)
}
