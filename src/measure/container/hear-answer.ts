import type { ClientRequest } from 'node:http'

/** Bytes of an answer that are kept: what went wrong stands at its end. */
const kept = 8192

/** How a request to an engine ended. */
export interface Answer {
  /** Of HTTP; 0 where none came. */
  readonly status: number
  /** What the engine said where it refused; undefined where it did as it was told. */
  readonly refusal: string | undefined
}

/**
 * The answer to a request, once it is over. Only listens: who made the request reads the answer as if nobody else did. To be called
 * before anything of it can have come.
 */
export function hearAnswer(request: ClientRequest): Promise<Answer> {
  let [status, tail] = [0, '']
  const hear = (bytes: Buffer): void => void (tail = (tail + bytes.toString('latin1')).slice(-kept))
  // Not the response: a second listener there would set it flowing before its reader is there.
  if (request.socket === null || request.socket === undefined) request.once('socket', (socket) => socket.on('data', hear))
  else request.socket.on('data', hear)
  request.once('response', ({ statusCode = 0 }) => (status = statusCode))
  return new Promise((resolve) => {
    request.once('close', () => {
      request.socket?.off('data', hear)
      resolve({ status, refusal: refusalIn(status, Buffer.from(tail, 'latin1').toString('utf8')) })
    })
  })
}

/** A fetch of an image begins with success: what goes wrong later is told by a line of its answer. */
export function refusalIn(status: number, answer: string): string | undefined {
  if (status < 400 && !answer.includes('"errorDetail"')) return undefined
  const [, message] = /"(?:message|error)"\s*:\s*("(?:[^"\\]|\\.)*")/.exec(answer) ?? []
  return message === undefined ? `HTTP status ${status}` : (JSON.parse(message) as string)
}
