import { describe, expect, test } from 'vitest'
import { raiseAlerts } from '../../src/alert/raise-alerts.ts'
import { openHistory } from '../../src/history/open-history.ts'
import type { Verdict } from '../../src/model/verdict.ts'
import { receiver } from '../alert/receiver.ts'
import { runOf, sloOf } from '../report/sample-run.ts'
import { folderWith, slo } from './test-world.ts'

const alerting = {
  when: 'always',
  repeat: 86_400_000,
  escalateAfter: { kind: 'runs', runs: 3 },
  channels: [],
  routes: [],
} as const

function project(channels = "team: { kind: 'command', run: 'cat >/dev/null' }"): string {
  return folderWith({
    'package.json': '{"type":"module"}',
    'slo.config.ts': `import { defineConfig, sli } from 'vitest-slo/config'
export default defineConfig({ service: 'acme', slos: { build: { sli: sli.command('build').duration, objective: '<= 3s' } },
  alerts: { channels: { ${channels} } } })`,
  })
}

/** A run of that day, told to nobody: what is remembered is all that these commands see. */
async function remember(folder: string, day: number, status: 'met' | 'violated'): Promise<void> {
  const verdict: Verdict = {
    status,
    slo: sloOf('build'),
    measured: 3500,
    headroom: -500,
    samples: 3,
    exact: true,
    reason: 'said',
  }
  const store = await openHistory('file:.slo/history.db', folder)
  const run = runOf({ id: `run-${day}`, finishedAt: `2026-01-0${day}T12:00:00.000Z`, branch: 'main', verdicts: [verdict] })
  await raiseAlerts(run, { alerting, store }, { env: {}, root: folder, now: () => 0 })
  await store.close()
}

const id = (stdout: string): string => /^[a-f\d]{8}/m.exec(stdout)?.[0] ?? 'none'

describe('slo alerts', () => {
  test('lists what is open, and since when', async () => {
    const folder = project()
    expect(await slo(folder, ['alerts', 'list'])).toEqual({ exitCode: 0, stdout: 'no alert is open\n', stderr: '' })
    await remember(folder, 1, 'violated')
    await remember(folder, 2, 'violated')
    const { stdout } = await slo(folder, ['alerts', 'list'])
    expect(stdout).toMatch(/^[a-f\d]{8} +critical time +command build +since 2026-01-01T12:00:00\.000Z, 2 runs *\n$/)
    await remember(folder, 3, 'met')
    expect((await slo(folder, ['alerts', 'list'])).stdout).toBe('no alert is open\n')
    expect((await slo(folder, ['alerts', 'list', '--all'])).stdout).toMatch(/3 runs|2 runs +resolved\n$/)
    const json = JSON.parse((await slo(folder, ['alerts', 'list', '--all', '--json'])).stdout) as { alerts: { status: string }[] }
    expect(json.alerts.map(({ status }) => status)).toEqual(['resolved'])
  })

  test('takes one on, with a reason', async () => {
    const folder = project()
    await remember(folder, 1, 'violated')
    const alert = id((await slo(folder, ['alerts', 'list'])).stdout)
    const taken = await slo(folder, ['alerts', 'ack', alert, '--reason', 'reverting'], { env: { USER: 'jane' } })
    expect(taken).toEqual({
      exitCode: 0,
      stdout: `${alert} is taken on by jane; nothing is repeated until it is resolved\n`,
      stderr: '',
    })
    expect((await slo(folder, ['alerts', 'list'])).stdout).toContain('taken on by jane: reverting')
    const json = await slo(folder, ['alerts', 'ack', alert, '--reason', 'still at it', '--json'])
    expect(JSON.parse(json.stdout)).toMatchObject({ id: alert, acknowledged: { by: 'unknown', reason: 'still at it' } })
  })

  test('takes one on for a time', async () => {
    const folder = project()
    await remember(folder, 1, 'violated')
    const alert = id((await slo(folder, ['alerts', 'list'])).stdout)
    const now = (): Date => new Date('2026-01-02T00:00:00.000Z')
    const taken = await slo(folder, ['alerts', 'ack', alert, '--reason', 'reverting', '--for', '2d'], { now })
    expect(taken.stdout).toBe(`${alert} is taken on by unknown; nothing is repeated until 2026-01-04T00:00:00.000Z\n`)
    expect((await slo(folder, ['alerts', 'list'])).stdout).toContain(
      'taken on by unknown until 2026-01-04T00:00:00.000Z: reverting',
    )
  })

  test.each([
    [['ack', 'abcdef01', '--reason', 'a'], 'no alert abcdef01 is open: slo alerts list shows those that are\n'],
    [['ack', 'abcdef01', '--reason', ' '], '--reason is empty: say what is done about it\n'],
    [['ack', 'abcdef01', '--reason', 'a', '--for', 'ever'], '--for ever is no time: write 2h or 7d\n'],
    [['silence', 'bild', '--reason', 'a'], 'slo.config.ts declares no SLO bild: slo validate lists them\n'],
    [['silence', 'build'], 'a silence needs --reason: whoever finds it later has to know why\n'],
    [['silence', 'build', '--reason', 'a', '--for', 'ever'], '--for ever is no time: write 2h or 7d\n'],
    [['silence', 'build', '--end'], 'build is not silenced: slo alerts list shows what is\n'],
    [['test', 'tem'], 'slo.config.ts declares no channel tem under alerts.channels: there are team\n'],
  ])('%j is refused', async (args, message) => {
    expect(await slo(project(), ['alerts', ...args])).toEqual({ exitCode: 2, stdout: '', stderr: message })
  })

  test('silences an SLO for a time, and ends it', async () => {
    const folder = project()
    const begun = await slo(folder, ['alerts', 'silence', 'build', '--for', '2h', '--reason', 'moving house'])
    expect(begun).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/^nobody is told about build until \S+\n$/) as string,
    })
    expect((await slo(folder, ['alerts', 'list'])).stdout).toMatch(/silent until \S+: build \(unknown: moving house\)/)
    expect((await slo(folder, ['alerts', 'silence', 'build', '--end'])).stdout).toBe('build is told about again\n')
    const all = await slo(folder, ['alerts', 'silence', '*', '--reason', 'moving house', '--json'])
    expect(JSON.parse(all.stdout)).toMatchObject({ slo: '*', reason: 'moving house' })
    expect((await slo(folder, ['alerts', 'list'])).stdout).toContain(': everything (')
    expect((await slo(folder, ['alerts', 'silence', '*', '--end', '--json'])).stdout).toContain('"ended": true')
  })

  test('counts what there was, and how long it stood', async () => {
    const folder = project()
    expect((await slo(folder, ['alerts', 'stats'])).stdout).toBe('there has been no alert\n')
    await remember(folder, 1, 'violated')
    expect((await slo(folder, ['alerts', 'stats'])).stdout).toMatch(/^time +1 open +0 resolved *\n$/)
    await remember(folder, 3, 'met')
    expect((await slo(folder, ['alerts', 'stats'])).stdout).toMatch(/^time +0 open +1 resolved +stood 48h \(median\)\n$/)
    expect(JSON.parse((await slo(folder, ['alerts', 'stats', '--json'])).stdout)).toEqual({
      alerts: [{ type: 'time', open: 0, resolved: 1, stood: 172_800_000 }],
    })
  })

  test('tries a channel, and says what is wrong with it', async () => {
    const { url, received } = await receiver(200, 403)
    const folder = project(`team: { kind: 'webhook', url: '${url}/private-path' }`)
    expect(await slo(folder, ['alerts', 'test', 'team'])).toEqual({
      exitCode: 0,
      stdout: 'team took the message "acme: low anomaly: a test of this channel"\n',
      stderr: '',
    })
    expect(received[0]?.body).toContain('this is a test of the channel; nothing is wrong')
    expect(await slo(folder, ['alerts', 'test', 'team'])).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: 'team did not take it: answered 403: no room\n',
    })
    const json = await slo(folder, ['alerts', 'test', 'team', '--json'])
    expect([json.exitCode, JSON.parse(json.stdout)]).toEqual([
      2,
      { channel: 'team', sent: false, reason: 'answered 403: no room' },
    ])
  })

  test('has no secret in what slo validate prints', async () => {
    const folder = project("team: { kind: 'webhook', url: 'https://host/private-path', secret: 'open sesame' }")
    const { stdout } = await slo(folder, ['validate', '--json'])
    expect(JSON.parse(stdout)).toMatchObject({ alerts: { channels: [{ name: 'team', kind: 'webhook', timeout: 10_000 }] } })
    expect(stdout).not.toMatch(/private-path|open sesame/)
  })
})
