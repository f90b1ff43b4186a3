import { createServer } from 'node:http'
import type { IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { SMTPServer } from 'smtp-server'

/** What a receiver was sent. */
export interface Received {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** A server on loopback, ended with the test. */
export interface Receiver {
  readonly url: string
  readonly received: Received[]
}

/** Answers the first post with the first status, and so on; the last one for all that follow. `hang` never answers, `drop` hangs up. */
export async function receiver(...answers: readonly (number | 'hang' | 'drop')[]): Promise<Receiver> {
  const received: Received[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (text: string) => (body += text))
    request.on('end', () => {
      const answer = answers[Math.min(received.length, answers.length - 1)] ?? 200
      received.push({ path: request.url ?? '', headers: request.headers, body })
      if (answer === 'drop') request.socket.destroy()
      else if (answer !== 'hang')
        response.writeHead(answer, answer === 429 ? { 'retry-after': '0' } : {}).end(answer < 300 ? '' : 'no room')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received }
}

/** How a mail server is spoken to: in the open, from the first byte encrypted, or encrypted on request. Its certificate is its own. */
type Encryption = 'none' | 'tls' | 'starttls'

/** A mail server that takes one user with one password. */
export async function mailServer(
  encryption: Encryption = 'none',
): Promise<{ readonly address: string; readonly mails: string[] }> {
  const mails: string[] = []
  const server = new SMTPServer({
    secure: encryption === 'tls',
    disabledCommands: encryption === 'starttls' ? [] : ['STARTTLS'],
    onAuth: ({ username, password }, _, done) =>
      username === 'slo' && password === 'open sesame' ? done(null, { user: username }) : done(new Error('who are you?')),
    onData: (stream, _, done) => {
      let text = ''
      stream.setEncoding('utf8').on('data', (part: string) => (text += part))
      stream.on('end', () => {
        mails.push(text)
        done()
      })
    },
  })
  // Whoever sends may be ended in the middle of it.
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
  })
  const { port } = server.server.address() as AddressInfo
  return { address: `127.0.0.1:${port}`, mails }
}
