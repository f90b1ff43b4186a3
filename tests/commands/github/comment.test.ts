import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { renderComparisonJson } from '../../../src/report/stored-comparison.ts'
import { sampleRun } from '../../report/sample-run.ts'
import { storedText } from '../stored-run.ts'
import { folderWith, slo } from '../test-world.ts'

const token = 'ghs_secret'
const stored = storedText(sampleRun)

interface Comment {
  readonly id: number
  body: string
  readonly isForeign?: boolean
}

/** The part of the API of GitHub that keeps the comments of pull request 7 of acme/app. */
async function github(comments: Comment[] = [], status?: number): Promise<{ readonly url: string; readonly calls: string[] }> {
  const calls: string[] = []
  const answer = (response: ServerResponse, code: number, body: unknown): void =>
    void response.writeHead(code, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  const handle = (request: IncomingMessage, body: string, response: ServerResponse): void => {
    const { method = '', url = '', headers } = request
    calls.push(`${method} ${url}`)
    if (status !== undefined) return answer(response, status, { message: 'Resource not accessible by integration' })
    if (headers.authorization !== `Bearer ${token}`) return answer(response, 401, { message: 'Bad credentials' })
    if (headers['x-github-api-version'] !== '2022-11-28' || headers.accept !== 'application/vnd.github+json')
      return answer(response, 400, {})
    const at = new URL(url, 'http://x')
    if (method === 'GET' && at.pathname === '/repos/acme/app/issues/7/comments') {
      const [page, size] = [Number(at.searchParams.get('page')), Number(at.searchParams.get('per_page'))]
      return answer(response, 200, comments.slice((page - 1) * size, page * size))
    }
    const text = (JSON.parse(body) as { body: string }).body
    if (method === 'POST' && at.pathname === '/repos/acme/app/issues/7/comments') {
      comments.push({ id: comments.length + 1, body: text })
      return answer(response, 201, {})
    }
    const [, id] = /^\/repos\/acme\/app\/issues\/comments\/(\d+)$/.exec(at.pathname) ?? []
    const found = method === 'PATCH' ? comments.find((comment) => String(comment.id) === id) : undefined
    if (found === undefined) return answer(response, 404, { message: 'Not Found' })
    if (found.isForeign === true) return answer(response, 403, {})
    found.body = text
    return answer(response, 200, {})
  }
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => handle(request, Buffer.concat(chunks).toString(), response))
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, calls }
}

const env = (url: string, parts: object = {}) => ({
  env: {
    GITHUB_TOKEN: token,
    GITHUB_API_URL: `${url}/`,
    GITHUB_REPOSITORY: 'acme/app',
    GITHUB_REF: 'refs/pull/7/merge',
    ...parts,
  },
})

describe('slo github comment', () => {
  test('is made once, then updated, and left alone where nothing changed', async () => {
    const comments: Comment[] = [{ id: 90, body: 'a person' }]
    const { url } = await github(comments)
    const world = env(url, { GITHUB_SERVER_URL: 'https://github.com', GITHUB_RUN_ID: '12' })
    const folder = folderWith({ '.slo/report.json': stored })
    const say = (done: string) => ({ exitCode: 0, stdout: `${done} the comment on pull request 7 of acme/app\n`, stderr: '' })
    expect(await slo(folder, ['github', 'comment'], world)).toEqual(say('created'))
    expect(await slo(folder, ['github', 'comment'], world)).toEqual(say('unchanged'))
    const other = folderWith({ 'x/report.json': storedText({ ...sampleRun, service: 'renamed' }) })
    expect(await slo(other, ['github', 'comment', 'x'], world)).toEqual(say('updated'))
    expect(await slo(folder, ['github', 'comment', '--id', 'unit'], world)).toEqual(say('created'))
    expect(comments.map(({ body }) => body.split('\n', 2))).toEqual([
      ['a person'],
      ['<!-- vitest-slo default -->', '## ❌ SLOs of renamed'],
      ['<!-- vitest-slo unit -->', '## ❌ SLOs of acme-generator'],
    ])
    expect(comments[1]?.body).toContain('[Details](https://github.com/acme/app/actions/runs/12)')
  })

  test('is found behind hundreds of others; one of somebody else is passed over', async () => {
    const comments: Comment[] = Array.from({ length: 250 }, (_, index) => ({ id: index + 1, body: 'talk' }))
    comments.push(
      { id: 400, body: '<!-- vitest-slo default --> fake', isForeign: true },
      { id: 401, body: '<!-- vitest-slo default -->\nold' },
    )
    const { url, calls } = await github(comments)
    expect((await slo(folderWith({ '.slo/report.json': stored }), ['github', 'comment'], env(url))).stdout).toMatch(/^updated/)
    expect(calls.filter((call) => call.startsWith('GET'))).toHaveLength(3)
    expect(comments.at(-1)?.body).toContain('SLOs of acme-generator')
    expect(comments).toHaveLength(252)
  })

  test('tells of the comparison that lies beside the report', async () => {
    const comments: Comment[] = []
    const { url } = await github(comments)
    const comparison = renderComparisonJson({
      base: 'main',
      head: 'this tree',
      finishedAt: 'x',
      exitCode: 3,
      compared: [],
      noData: ['a'],
    })
    await slo(
      folderWith({ '.slo/report.json': stored, '.slo/comparison.json': comparison }),
      ['github', 'comment', '--pr', '7'],
      env(url, { GITHUB_REF: '' }),
    )
    expect(comments[0]?.body).toContain('this tree compared with main: 1 no data')
    const { stderr } = await slo(
      folderWith({ '.slo/report.json': stored }),
      ['github', 'comment', '--comparison', 'none.json'],
      env(url),
    )
    expect(stderr).toBe('none.json was not found: slo compare <revision> writes it\n')
  })

  test.each([
    [401, /GitHub answered 401 \(the token in GITHUB_TOKEN is not valid\)/],
    [
      403,
      /GitHub answered 403 \(the token may not comment: give the job "permissions: pull-requests: write"; of a pull request from a fork/,
    ],
    [404, /GitHub answered 404 \(no such repository or pull request/],
    [500, /GitHub answered 500: \{"message":"Resource not accessible by integration"\}/],
  ])('%i is 2, and never tells the token', async (status, message) => {
    const { url } = await github([], status)
    const { exitCode, stderr, stdout } = await slo(folderWith({ '.slo/report.json': stored }), ['github', 'comment'], env(url))
    expect([exitCode, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(message)
    expect(stderr).not.toContain(token)
  })

  test('an API that is not there is 2', async () => {
    const { exitCode, stderr } = await slo(
      folderWith({ '.slo/report.json': stored }),
      ['github', 'comment'],
      env('http://127.0.0.1:9'),
    )
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(/^slo github comment: http:\/\/127\.0\.0\.1:9 does not answer: /)
  })

  test('the pull request is that of the event', async () => {
    const comments: Comment[] = []
    const { url } = await github(comments)
    const folder = folderWith({
      '.slo/report.json': stored,
      'pull.json': '{"pull_request":{"number":7}}',
      'issue.json': '{"issue":{"number":7,"pull_request":{}}}',
      'push.json': '{}',
      'bad.json': '{',
      'odd.json': '{"pull_request":{"number":"7"}}',
    })
    const of = (event: string) =>
      slo(folder, ['github', 'comment'], env(url, { GITHUB_REF: 'refs/heads/main', GITHUB_EVENT_PATH: join(folder, event) }))
    expect((await of('pull.json')).exitCode).toBe(0)
    expect((await of('issue.json')).exitCode).toBe(0)
    for (const event of ['push.json', 'bad.json', 'odd.json'])
      expect(await of(event)).toMatchObject({
        exitCode: 2,
        stderr:
          'slo github comment: this workflow runs for no pull request: name one with --pr, or run it on pull_request only\n',
      })
  })

  test.each([
    [{ GITHUB_TOKEN: '' }, /GITHUB_TOKEN is not set: pass it as env/],
    [{ GITHUB_REPOSITORY: undefined }, /GITHUB_REPOSITORY is not set/],
    [{ GITHUB_REPOSITORY: 'a/../../b' }, /GITHUB_REPOSITORY is not owner\/name/],
    [{ GITHUB_REF: undefined }, /runs for no pull request/],
  ])('%j is refused', async (parts, message) => {
    const { exitCode, stderr } = await slo(
      folderWith({ '.slo/report.json': stored }),
      ['github', 'comment'],
      env('http://127.0.0.1:9', parts),
    )
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(message)
  })
})
