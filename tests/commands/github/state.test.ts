import { createServer } from 'node:http'
import type { ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { tellState } from '../../../src/commands/alerts/tell-state.ts'
import type { Alerting } from '../../../src/model/alert.ts'
import type { StateChannel } from '../../../src/model/alert-channel.ts'
import { nowhere } from '../../../src/report/checks-of-run.ts'
import { runOf, sampleRun, sloOf } from '../../report/sample-run.ts'
import { folderWith, slo } from '../test-world.ts'

const token = 'ghs_secret'
const sha = '0123456789abcdef0123456789abcdef01234567'

interface Annotation {
  readonly path: string
  readonly start_line: number
  readonly annotation_level: string
}

interface CheckRun {
  readonly id: number
  readonly name: string
  readonly head_sha: string
  readonly conclusion: string
  readonly details_url?: string
  readonly output: { readonly title: string; readonly summary: string; readonly annotations: Annotation[] }
}

interface Github {
  readonly url: string
  readonly checks: CheckRun[]
  readonly comments: { id: number; body: string }[]
  readonly calls: string[]
}

/**
 * The part of the API of GitHub that keeps checks and comments of acme/app, as its reference says
 * (https://docs.github.com/rest/checks/runs, https://docs.github.com/rest/issues/comments). The first answers may be others.
 */
async function github(...first: readonly number[]): Promise<Github> {
  const [checks, comments, calls]: [CheckRun[], { id: number; body: string }[], string[]] = [[], [], []]
  const answer = (response: ServerResponse, status: number, body: unknown): void =>
    void response
      .writeHead(status, {
        'content-type': 'application/json',
        ...(status === 429 || status === 503 ? { 'retry-after': '0' } : {}),
      })
      .end(JSON.stringify(body))
  const create = (body: CheckRun & { readonly status?: string }, response: ServerResponse): void => {
    const { title, summary, annotations } = body.output
    if (body.head_sha !== sha) return answer(response, 422, { message: `No commit found for SHA: ${body.head_sha}` })
    if (annotations.length > 50 || summary.length > 65_535 || title === '')
      return answer(response, 422, { message: 'Invalid request' })
    if (body.status !== 'completed' || body.name === '') return answer(response, 422, { message: 'Invalid request' })
    checks.push({ ...body, id: checks.length + 1 })
    return answer(response, 201, { id: checks.length })
  }
  const update = (id: string, { output }: Pick<CheckRun, 'output'>, response: ServerResponse): void => {
    const found = checks.find((check) => String(check.id) === id)
    if (found === undefined) return answer(response, 404, { message: 'Not Found' })
    if (output.annotations.length > 50) return answer(response, 422, { message: 'Invalid request' })
    // Remarks are added to those that are there.
    found.output.annotations.push(...output.annotations)
    return answer(response, 200, { id: found.id })
  }
  const server = createServer((request, response) => {
    let text = ''
    request.setEncoding('utf8').on('data', (part: string) => (text += part))
    request.on('end', () => {
      const { method = '', url = '', headers } = request
      const path = new URL(url, 'http://x').pathname
      calls.push(`${method} ${path}`)
      const status = first[calls.length - 1]
      if (status !== undefined) return answer(response, status, { message: 'Resource not accessible by integration' })
      if (headers.authorization !== `Bearer ${token}`) return answer(response, 401, { message: 'Bad credentials' })
      const body = (text === '' ? {} : JSON.parse(text)) as CheckRun & { readonly body: string }
      if (`${method} ${path}` === 'POST /repos/acme/app/check-runs') return create(body, response)
      const [, id] = /^\/repos\/acme\/app\/check-runs\/(\d+)$/.exec(path) ?? []
      if (method === 'PATCH' && id !== undefined) return update(id, body, response)
      if (method === 'GET') return answer(response, 200, comments)
      if (method === 'PATCH') comments[0]!.body = body.body
      else comments.push({ id: 1, body: body.body })
      return answer(response, 201, {})
    })
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, checks, comments, calls }
}

const check: StateChannel = { kind: 'github-check', name: 'check', timeout: 3000, token: 'env:TOKEN', title: 'SLOs' }
const comment: StateChannel = { kind: 'github-comment', name: 'pr', timeout: 3000, token: 'env:TOKEN', id: 'default' }

function alertingOn(...channels: readonly StateChannel[]): Alerting {
  return {
    when: 'ci',
    repeat: 1,
    escalateAfter: { kind: 'runs', runs: 3 },
    link: 'https://slo.example.com/{run}',
    channels,
    routes: [],
  }
}

function envOf(url: string, more: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  return { TOKEN: token, GITHUB_REPOSITORY: 'acme/app', GITHUB_API_URL: url, GITHUB_SHA: sha, GITHUB_WORKSPACE: '/w', ...more }
}

const declared = { ...nowhere, slo: (name: string) => ({ file: 'slo.config.ts', line: name.length }) }
const place = (url: string, more?: Readonly<Record<string, string>>) => ({
  root: '/w/packages/app',
  env: envOf(url, more),
  declared,
})

describe('a check of GitHub', () => {
  test('is made at the commit, says what it came to, and points at lines', async () => {
    const { url, checks, calls } = await github()
    expect(await tellState(sampleRun, alertingOn(check), place(url))).toEqual([])
    expect(calls).toEqual(['POST /repos/acme/app/check-runs'])
    const [made] = checks as [CheckRun]
    expect(made).toMatchObject({
      name: 'SLOs',
      head_sha: sha,
      conclusion: 'failure',
      details_url: `https://slo.example.com/${sampleRun.id}`,
      external_id: sampleRun.id,
      completed_at: sampleRun.finishedAt,
    })
    expect(made.output.summary).toContain(`[Report](https://slo.example.com/${sampleRun.id})`)
    expect(made.output.summary).toContain('generation-memory')
    expect(made.output.annotations).toContainEqual(
      expect.objectContaining({ path: 'packages/app/slo.config.ts', annotation_level: 'failure' }),
    )
  })

  test.each([
    ['met', 0, 'success'],
    ['warning', 0, 'success'],
    ['violated', 1, 'failure'],
    ['no-data', 3, 'failure'],
    ['inconclusive', 0, 'neutral'],
    ['met', 1, 'failure'],
  ] as const)('of a run that is %s with exit code %i is %s: %s', async (outcome, exitCode, conclusion) => {
    const { url, checks } = await github()
    const run = runOf({ outcome, exitCode, verdicts: [{ status: 'met', slo: sloOf('a'), measured: 1, headroom: 1, samples: 1, exact: true, reason: 'said' }] }) // prettier-ignore
    await tellState(run, alertingOn(check), place(url))
    expect(checks[0]?.conclusion).toBe(conclusion)
  })

  test('has its remarks added fifty at a time, and a summary that GitHub takes', async () => {
    const { url, checks, calls } = await github()
    const verdicts = Array.from({ length: 600 }, (_, i) => ({
      status: 'violated' as const,
      slo: sloOf(`slo-${i}`),
      measured: 3500,
      headroom: -500,
      samples: 3,
      exact: true,
      reason: 'a reason '.repeat(30),
    }))
    expect(await tellState(runOf({ verdicts, outcome: 'violated', exitCode: 1 }), alertingOn(check), place(url))).toEqual([])
    expect(checks[0]?.output.annotations).toHaveLength(500)
    expect(calls).toHaveLength(10)
  })

  test('belongs to the head of a pull request, not to the merge that is tried out', async () => {
    const folder = folderWith({ 'event.json': JSON.stringify({ pull_request: { number: 7, head: { sha } } }) })
    const { url, checks } = await github()
    await tellState(
      sampleRun,
      alertingOn(check),
      place(url, { GITHUB_SHA: 'merge', GITHUB_EVENT_PATH: join(folder, 'event.json') }),
    )
    expect(checks).toHaveLength(1)
  })

  test('is tried again where GitHub is busy', async () => {
    const { url, checks, calls } = await github(429, 503)
    expect(await tellState(sampleRun, alertingOn(check), place(url))).toEqual([])
    expect([checks.length, calls.length]).toEqual([1, 3])
  })

  test.each([
    [401, 'GitHub answered 401 (the token is not valid): '],
    [404, 'GitHub answered 404 (no such repository, or the token may not see it): '],
    [422, 'GitHub answered 422 (no such commit in this repository, or a field that GitHub does not take): '],
  ])('that is refused with %i says why, and never the token', async (status, reason) => {
    const { url } = await github(status)
    const [failed] = await tellState(sampleRun, alertingOn(check), place(url))
    expect(failed?.channel).toBe('check')
    expect(failed?.reason).toContain(reason)
    expect(failed?.reason).not.toContain(token)
  })

  test.each([
    [{ TOKEN: '' }, 'the variable TOKEN is not set'],
    [{ GITHUB_REPOSITORY: '' }, 'GITHUB_REPOSITORY is not set: it is owner/name'],
  ])('%j is said in words', async (more, reason) => {
    expect(await tellState(sampleRun, alertingOn(check), place('http://127.0.0.1:9', more))).toEqual([
      { channel: 'check', reason },
    ])
  })

  test('needs a commit', async () => {
    const { GITHUB_SHA: _, ...env } = envOf('http://127.0.0.1:9')
    const { commit: __, ...run } = sampleRun
    expect(await tellState(run, alertingOn(check), { root: '/w', env, declared })).toEqual([
      { channel: 'check', reason: 'GITHUB_SHA is not set, and the commit of the run is not known' },
    ])
  })
})

describe('the comment on a pull request', () => {
  test('is made once and updated, where there is a pull request; both channels at once', async () => {
    const { url, comments, checks } = await github()
    const pull = place(url, { GITHUB_REF: 'refs/pull/7/merge' })
    expect(await tellState(sampleRun, alertingOn(check, comment), pull)).toEqual([])
    expect(await tellState({ ...sampleRun, service: 'renamed' }, alertingOn(check, comment), pull)).toEqual([])
    expect(comments.map(({ body }) => body.split('\n', 2))).toEqual([['<!-- vitest-slo default -->', '## ❌ SLOs of renamed']])
    expect(checks).toHaveLength(2)
  })

  test('is not missed where there is none', async () => {
    const { url, calls } = await github()
    expect(await tellState(sampleRun, alertingOn(comment), place(url))).toEqual([])
    expect(calls).toEqual([])
  })
})

describe('slo alerts test', () => {
  const folder = (): string =>
    folderWith({
      'package.json': '{"type":"module"}',
      'slo.config.ts': `import { defineConfig, sli } from 'vitest-slo/config'
export default defineConfig({ slos: { build: { sli: sli.command('build').duration, objective: '<= 3s' } },
  alerts: { channels: { check: { kind: 'github-check', token: 'env:TOKEN' }, pr: { kind: 'github-comment', token: 'env:TOKEN' } } } })`,
    })

  test('writes a check and a comment of their own', async () => {
    const { url, checks, comments } = await github()
    const world = { env: envOf(url, { GITHUB_REF: 'refs/pull/7/merge' }) }
    for (const name of ['check', 'pr'])
      expect(await slo(folder(), ['alerts', 'test', name], world)).toEqual({
        exitCode: 0,
        stdout: `${name} took the message "low anomaly: a test of this channel"\n`,
        stderr: '',
      })
    expect(checks).toMatchObject([{ name: 'SLOs (test)', conclusion: 'neutral' }])
    expect(comments[0]?.body).toContain('This is a test of the channel; nothing is wrong.')
  })

  test('says what is wrong', async () => {
    const { url } = await github(403)
    const refused = await slo(folder(), ['alerts', 'test', 'check'], { env: envOf(url) })
    expect(refused.exitCode).toBe(2)
    expect(refused.stderr).toMatch(/^check did not take it: GitHub answered 403 \(only an app may write checks: /)
    expect((await slo(folder(), ['alerts', 'test', 'pr'], { env: envOf(url) })).stderr).toBe(
      'pr did not take it: this workflow runs for no pull request, so there is nowhere to comment\n',
    )
    const { GITHUB_SHA: _, ...env } = envOf(url)
    expect((await slo(folder(), ['alerts', 'test', 'check'], { env })).stderr).toBe(
      'check did not take it: GITHUB_SHA is not set: it is the commit that a check belongs to\n',
    )
  })
})
