import type { ClientRequest } from 'node:http'
import type { Origin } from '../../model/subject.ts'
import { appendFact } from './container-fact.ts'
import type { ContainerReading } from './container-cgroup.ts'
import { certificatesFolder, isLocal } from './engine-address.ts'
import type { EngineAddress } from './engine-address.ts'
import { ownAgent } from './engine.ts'
import type { SeenRequest } from './engine-requests.ts'
import { readLast } from './last-reading.ts'
import { shortName } from './pulls.ts'
import { watchReadiness } from './readiness.ts'

type Seen = SeenRequest<Origin | undefined>

interface Begun {
  readonly id: string
  readonly awaited: boolean
}

interface Deed {
  readonly verb: string
  readonly id: string
}

// Taken once: fake timers of a test must not reach it.
const wallClock = Date.now.bind(Date)

/**
 * Writes down what requests to an engine say of containers: which were started and by whom, when they were ready, and what they had
 * used when they were told to stop. `whoNow` tells who waits for a container.
 */
export function followContainers(journal: string, whoNow: () => Origin | undefined): (seen: Seen) => void {
  const images = new AskedImages()
  return (seen) => {
    const { request } = seen
    if (request.getHeader('user-agent') === ownAgent) return
    const awaited = watchReadiness({ journal, whoNow })
    images.note(seen)
    const made = madeBy(request)
    if (made === 'images') return void followPull(journal, seen)
    if (made === 'containers') return void followCreate(journal, seen, images)
    const deed = deedOf(request)
    if (deed?.verb === 'start') void followStart(journal, seen, { id: deed.id, awaited })
    else if (deed !== undefined) appendFact(journal, { kind: 'end', id: deed.id, at: seen.at, reading: lastOf(seen, deed) })
  }
}

function madeBy({ path, method }: ClientRequest): string | undefined {
  return method === 'POST' ? /\/(images|containers)\/create\b/.exec(path)?.[1] : undefined
}

function deedOf({ path, method }: ClientRequest): Deed | undefined {
  const [, id, verb = ''] = /^(?:\/v[\d.]+)?\/containers\/([0-9a-f]{64})(?:\/(\w+))?(?:$|\?)/.exec(path) ?? []
  if (id === undefined) return undefined
  if (method === 'DELETE') return { id, verb: 'remove' }
  return method === 'POST' && ['start', 'stop', 'kill', 'restart'].includes(verb) ? { id, verb } : undefined
}

async function followPull(journal: string, { request, at, by, answer }: Seen): Promise<void> {
  const query = new URLSearchParams(request.path.split('?', 2)[1])
  const name = query.get('fromImage') ?? ''
  const tag = query.get('tag') ?? ''
  const image = tag === '' ? name : `${name}${tag.startsWith('sha256:') ? '@' : ':'}${tag}`
  const refusal = (await answer)?.refusal
  if (refusal === undefined) return appendFact(journal, { kind: 'pull', image, at, took: wallClock() - at })
  appendFact(journal, { kind: 'unmade', name: shortName(image), at, by, reason: `its image could not be fetched: ${refusal}` })
}

/** Which image was asked about last, by whom: testcontainers looks for it before it creates a container, whose request names no image in its path. */
class AskedImages {
  readonly #images = new Map<string, string>()

  note({ request: { path, method }, by }: Seen): void {
    const [, image] = /\/images\/(.+)\/json\b/.exec(path) ?? []
    if (method === 'GET' && image !== undefined) this.#images.set(keyOf(by), shortName(decodeURIComponent(image)))
  }

  lastOf(by: Origin | undefined): string | undefined {
    return this.#images.get(keyOf(by))
  }
}

function keyOf(by: Origin | undefined): string {
  return by === undefined ? '' : `${by.file}\u0000${by.test}`
}

async function followCreate(journal: string, { at, by, answer }: Seen, images: AskedImages): Promise<void> {
  const refusal = (await answer)?.refusal
  const [, missing] = /No such image: (\S+)/i.exec(refusal ?? '') ?? []
  const name = missing === undefined ? images.lastOf(by) : shortName(missing)
  if (refusal === undefined || name === undefined) return
  appendFact(journal, { kind: 'unmade', name, at, by, reason: `it could not be created: ${refusal}` })
}

async function followStart(journal: string, { request, at, by, answer }: Seen, begun: Begun): Promise<void> {
  appendFact(journal, { kind: 'start', ...begun, at, engine: addressOf(request), by })
  const { status = 0 } = (await answer) ?? {}
  if (status >= 400) appendFact(journal, { kind: 'refused', id: begun.id, at, status })
}

function lastOf({ request }: Seen, { id }: Deed): ContainerReading | undefined {
  return isLocal(addressOf(request)) ? readLast(id) : undefined
}

/** Where a request goes to; the port stands in its header where it is not the usual one. */
function addressOf(request: ClientRequest): EngineAddress {
  const { socketPath } = request as { readonly socketPath?: string }
  if (socketPath !== undefined) return { socketPath }
  const isSecure = request.protocol === 'https:'
  const [, port = isSecure ? '443' : '80'] = /:(\d+)$/.exec(String(request.getHeader('host'))) ?? []
  return { host: request.host, port: Number(port), certificates: isSecure ? certificatesFolder(process.env) : undefined }
}
