import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { hearAnswer, refusalIn } from '../../../src/measure/container/hear-answer.ts'

test.each([
  ['done', 200, '{"status":"Pulling from library/redis"}\n{"status":"Status: Downloaded"}', undefined],
  [
    'refused',
    404,
    '{"message":"pull access denied for nowhere, \\"docker login\\" may help"}',
    'pull access denied for nowhere, "docker login" may help',
  ],
  [
    'refused on the way',
    200,
    '{"status":"Pulling"}\r\n{"errorDetail":{"message":"unexpected EOF"},"error":"unexpected EOF"}',
    'unexpected EOF',
  ],
  ['without a word', 500, '', 'HTTP status 500'],
  ['in other words', 503, '<html>', 'HTTP status 503'],
] as const)('an answer that says %s', (_, status, answer, refusal) => {
  expect(refusalIn(status, answer)).toBe(refusal)
})

test('listens without taking anything from who asked, though that one reads late', async () => {
  const answer = JSON.stringify({ message: `nowhere: ${'x'.repeat(3000)}` })
  const server = createServer((_, response) => response.writeHead(404).end(answer))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const asked = request({ port: (server.address() as AddressInfo).port })
  const heard = hearAnswer(asked)
  const read = new Promise<string>((resolve) => {
    asked.once('response', (response) => {
      void sleep(50).then(async () => resolve((await response.setEncoding('utf8').toArray()).join('')))
    })
  })
  asked.end()
  expect(await read).toBe(answer)
  expect(await heard).toEqual({ status: 404, refusal: (JSON.parse(answer) as { message: string }).message })
  server.close()
})
