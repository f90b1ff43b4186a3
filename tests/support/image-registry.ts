import { createHash } from 'node:crypto'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { onTestFinished } from 'vitest'

type Blobs = ReadonlyMap<string, Buffer>

const tag = 'one'
const manifestType = 'application/vnd.docker.distribution.manifest.v2+json'

/**
 * Serves one image on this machine, until the test has finished: its name there. It is that of the engine with one more file, so that it
 * has to be fetched, which takes `delay` ms at least. Every other image is unknown.
 */
export async function serveImage(image: string, delay: number): Promise<string> {
  const { blobs, manifest } = imageAsBlobs(image)
  const server = createServer((request, response) => {
    const [, what, name = ''] = /^\/v2\/served\/(manifests|blobs)\/(.+)$/.exec(request.url ?? '') ?? []
    const found = what === 'manifests' && (name === tag || name === digestOf(manifest)) ? manifest : blobs.get(name)
    if (request.url === '/v2/') return response.end('{}')
    if (found === undefined) return response.writeHead(404, { 'content-type': 'application/json' }).end(unknown)
    const type = what === 'manifests' ? manifestType : 'application/octet-stream'
    response.setHeader('docker-content-digest', digestOf(found))
    response.writeHead(200, { 'content-type': type, 'content-length': found.length })
    return void sleep(what === 'blobs' ? delay : 0).then(() => response.end(request.method === 'HEAD' ? undefined : found))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const name = `127.0.0.1:${(server.address() as AddressInfo).port}/served:${tag}`
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
    execFileSync('docker', ['rmi', '-f', name], { stdio: 'ignore' })
  })
  return name
}

const unknown = JSON.stringify({ errors: [{ code: 'MANIFEST_UNKNOWN', message: 'manifest unknown' }] })

function imageAsBlobs(image: string): { readonly blobs: Blobs; readonly manifest: Buffer } {
  const folder = mkdtempSync(join(tmpdir(), 'vitest-slo-image-'))
  try {
    execFileSync('sh', ['-c', `docker save ${image} | tar -x`], { cwd: folder })
    const [saved] = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as [{ Config: string; Layers: [string] }]
    const layerFile = join(folder, saved.Layers[0])
    writeFileSync(join(folder, 'served'), String(performance.timeOrigin + performance.now()))
    execFileSync('tar', ['--append', '-f', layerFile, '-C', folder, 'served'])
    const layer = readFileSync(layerFile)
    const known = JSON.parse(readFileSync(join(folder, saved.Config), 'utf8')) as object
    const config = Buffer.from(JSON.stringify({ ...known, rootfs: { type: 'layers', diff_ids: [digestOf(layer)] }, history: [] }))
    const manifest = {
      schemaVersion: 2,
      mediaType: manifestType,
      config: described(config, 'application/vnd.docker.container.image.v1+json'),
      layers: [described(layer, 'application/vnd.docker.image.rootfs.diff.tar')],
    }
    const blobs = new Map([layer, config].map((blob) => [digestOf(blob), blob]))
    return { blobs, manifest: Buffer.from(JSON.stringify(manifest)) }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function described(blob: Buffer, mediaType: string) {
  return { mediaType, size: blob.length, digest: digestOf(blob) }
}

function digestOf(blob: Buffer): string {
  return `sha256:${createHash('sha256').update(blob).digest('hex')}`
}
