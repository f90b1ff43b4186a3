import { readFileSync } from 'node:fs'
import * as http from 'node:http'
import type { ClientRequest, IncomingMessage } from 'node:http'
import * as https from 'node:https'
import { join } from 'node:path'
import type { EngineAddress } from './engine-address.ts'
import { formatAddress } from './engine-address.ts'
import { unframedLog } from './unframed-log.ts'

/** By which requests of our own are told from those of the tests. */
export const ownAgent = 'vitest-slo'

/** Milliseconds that an answer may take. */
const patience = 5000

/** An answer that says no. */
export class EngineRefusal extends Error {
  readonly status: number

  constructor(message: string, status: number) {
    super(message)
    this.status = status
  }
}

/** A connection to a container engine, by its HTTP interface (Docker Engine API 1.40 and newer; Podman speaks it too). */
export class Engine {
  readonly address: EngineAddress
  readonly #agent: http.Agent
  /** What TLS needs; undefined where it is not spoken. */
  readonly #secrets: https.AgentOptions | undefined

  /** Throws where certificates that it needs cannot be read. */
  constructor(address: EngineAddress) {
    this.address = address
    this.#secrets = secretsOf(address)
    const options = { keepAlive: true, maxSockets: 16 }
    this.#agent = this.#secrets === undefined ? new http.Agent(options) : new https.Agent({ ...options, ...this.#secrets })
  }

  /** The answer as JSON, undefined where it is empty; waited for this many ms. Rejects with EngineRefusal where the engine says no. */
  async json(method: 'GET' | 'POST' | 'DELETE', path: string, wait: number = patience): Promise<unknown> {
    const text = (await this.#bytes(method, path, wait)).toString('utf8')
    return text === '' ? undefined : (JSON.parse(text) as unknown)
  }

  /** Every line of the answer as JSON. */
  async lines(path: string): Promise<unknown[]> {
    const text = (await this.#bytes('GET', path)).toString('utf8')
    return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as unknown]))
  }

  /** The last lines that a container has written. */
  async log(id: string, count = 3): Promise<string> {
    return unframedLog(await this.#bytes('GET', `/containers/${id}/logs?stdout=1&stderr=1&tail=${count}`)).trim()
  }

  /** Calls back for every line of an answer that does not end. `onEnd` tells of an end that nobody asked for. Returns what ends it. */
  follow(path: string, onLine: (line: unknown) => void, onEnd: () => void): () => void {
    let isOpen = true
    const end = (): void => {
      if (isOpen) onEnd()
      isOpen = false
    }
    const request = this.#request('GET', path, undefined).once('error', end)
    request.once('response', (response) => {
      response.once('end', end).once('error', end)
      if ((response.statusCode ?? 0) >= 400) return void response.resume()
      let rest = ''
      response.setEncoding('utf8').on('data', (text: string) => {
        const lines = (rest + text).split('\n')
        rest = lines.pop() as string
        for (const line of lines) if (line !== '') onLine(JSON.parse(line))
      })
    })
    request.end()
    return () => {
      isOpen = false
      request.destroy()
    }
  }

  close(): void {
    this.#agent.destroy()
  }

  #request(method: string, path: string, agent: http.Agent | undefined): ClientRequest {
    const options = { ...this.address, method, path, agent: agent ?? false, headers: { 'user-agent': ownAgent } } as const
    return this.#secrets === undefined ? http.request(options) : https.request({ ...options, ...this.#secrets })
  }

  #bytes(method: string, path: string, wait: number = patience): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      const request = this.#request(method, path, this.#agent)
      const timer = setTimeout(() => request.destroy(new Error(`no answer in ${wait} ms`)), wait)
      const fail = ({ message }: Error): void => reject(new Error(`${formatAddress(this.address)}: ${message}`))
      request.once('error', fail).once('close', () => clearTimeout(timer))
      request.once('response', (response) => collect(response).then((bytes) => settle(response, bytes), fail))
      request.end()
      const settle = ({ statusCode = 0 }: IncomingMessage, bytes: Buffer): void => {
        if (statusCode < 400) resolve(bytes)
        else reject(new EngineRefusal(messageIn(bytes), statusCode))
      }
    })
  }
}

function secretsOf(address: EngineAddress): https.AgentOptions | undefined {
  if ('socketPath' in address || address.certificates === undefined) return undefined
  const { certificates } = address
  const read = (name: string): Buffer => readFileSync(join(certificates, name))
  return { ca: read('ca.pem'), cert: read('cert.pem'), key: read('key.pem') }
}

async function collect(response: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of response) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

function messageIn(bytes: Buffer): string {
  const text = bytes.toString('utf8')
  try {
    return (JSON.parse(text) as { readonly message?: string }).message ?? text
  } catch {
    return text
  }
}
