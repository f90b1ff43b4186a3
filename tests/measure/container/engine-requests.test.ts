import { once } from 'node:events'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { watchEngineRequests } from '../../../src/measure/container/engine-requests.ts'
import type { SeenRequest } from '../../../src/measure/container/engine-requests.ts'

test('an answer that comes before its follower is loaded is heard all the same', async () => {
  const server = createServer((_, response) => response.writeHead(404).end('{"message":"no such image"}'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const ask = async (method: string, path: string): Promise<void> => {
    const asked = request({ port, method, path }).end()
    asked.once('response', (response) => response.resume())
    await once(asked, 'close')
  }
  const followed: SeenRequest<string>[] = []
  let finish: () => void = () => undefined
  const loaded = new Promise<void>((resolve) => (finish = resolve))
  watchEngineRequests(
    () => 'a test',
    async () => {
      await loaded
      return (seen) => followed.push(seen)
    },
  )

  await ask('POST', '/v1.41/images/create?fromImage=nowhere')
  await ask('POST', '/elsewhere/images/create')
  await ask('GET', '/v1.41/containers/json')
  expect(followed).toEqual([])
  finish()
  await sleep(0)

  expect(followed.map(({ request: { path }, by }) => `${by} ${path}`)).toEqual([
    'a test /v1.41/images/create?fromImage=nowhere',
    'a test /v1.41/containers/json',
  ])
  const answers = await Promise.all(followed.map(async ({ answer }) => await answer))
  expect(answers).toEqual([{ status: 404, refusal: 'no such image' }, undefined])
  server.close()
})
