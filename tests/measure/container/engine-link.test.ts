import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { EngineEvent } from '../../../src/measure/container/engine-answers.ts'
import { EngineLink } from '../../../src/measure/container/engine-link.ts'

type Answer = (response: ServerResponse, path: string) => void

/** A link to something that answers as an engine does, but for its events; with what was asked and told. */
async function linkTo(events: Answer) {
  const dir = mkdtempSync(join(tmpdir(), 'slo-link-'))
  const socketPath = join(dir, 'engine.sock')
  const asked: string[] = []
  const server = createServer(({ url = '' }, response) => {
    const [path = ''] = url.split('?')
    asked.push(path)
    if (path === '/events') events(response, url)
    else response.end('{"NCPU":2}')
  }).listen(socketPath)
  await once(server, 'listening')
  const heard: EngineEvent[] = []
  const lost: string[] = []
  const listener = { onEvent: (event: EngineEvent) => void heard.push(event), onLost: (why: string) => void lost.push(why) }
  const link = await EngineLink.open({ socketPath }, listener)
  onTestFinished(() => {
    link.close()
    server.closeAllConnections()
    server.close()
    rmSync(dir, { recursive: true })
  })
  return { link, asked, heard, lost, server }
}

const event = (Action: string, timeNano: number): string => `${JSON.stringify({ Action, timeNano })}\n`
const later = (Date.now() + 1000) * 1e6

describe('a link to an engine', () => {
  test('hears of every event once, whether it is told or asked for', async () => {
    const { link, heard } = await linkTo((response, path) => {
      response.write(event('start', later))
      if (path.includes('until=')) response.end(event('die', later + 1e6))
    })
    await expect.poll(() => heard.length).toBe(1)
    await link.catchUp()
    expect(heard.map(({ Action }) => Action)).toEqual(['start', 'die'])
  })

  test('to one that refuses to tell of events asks again with a rest, and says that it tells nothing', async () => {
    const { link, asked, heard, lost } = await linkTo((response) => {
      response.writeHead(403, { 'content-type': 'text/html' }).end('<html>\nforbidden\n</html>\n')
    })
    await sleep(300)
    // Without a rest there are hundreds.
    expect(asked.filter((path) => path === '/events').length).toBeLessThan(3)
    await link.catchUp()
    expect(lost).toEqual([expect.stringContaining('forbidden')])
    expect(heard).toEqual([])
  })

  test('that is cut tells that the engine is gone, and where', async () => {
    const { link, lost, server } = await linkTo((response) => void response.write(event('start', later)))
    server.close()
    server.closeAllConnections()
    await expect.poll(() => link.isGone).toBe(true)
    expect(lost).toEqual([expect.stringMatching(/engine\.sock: connect (ENOENT|ECONNREFUSED)/)])
  })
})
