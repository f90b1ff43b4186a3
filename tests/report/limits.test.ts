import { describe, expect, test } from 'vitest'
import { limitHit } from '../../src/model/limit-hit.ts'
import type { LimitNote } from '../../src/model/limit-hit.ts'
import type { Limit } from '../../src/model/limit.ts'
import type { Run } from '../../src/model/run.ts'
import { renderHtml } from '../../src/report/html.ts'
import { bareOptions, headOfPage } from './html/unpack.ts'
import { renderJson } from '../../src/report/json.ts'
import { parseReport } from '../../src/report/schema/parse-report.ts'
import { renderTerminal } from '../../src/report/terminal.ts'
import { runOf, sloOf } from './sample-run.ts'
import { summarizeSimply } from './summarize-simply.ts'

const memory: Limit = { name: 'memory', max: 2 ** 30, written: '1GiB', onExceed: 'kill', sustained: 0 }
const disk: Limit = { name: 'disk', max: 1e9, written: '1GB', onExceed: 'warn', sustained: 0 }
const run = { kind: 'run', name: 'run' } as const
const command = { kind: 'command', name: 'build' } as const

const killed = limitHit(memory, 1.4e9, { subject: run, culprit: '`node hog.mjs` (pid 41, 1.3GB)', running: ['tests/a.test.ts > allocates'], done: 'killed' }) // prettier-ignore
const warned = limitHit(disk, 2e9, { subject: command, running: [] })
const open: LimitNote = {
  kind: 'not-enforced',
  limit: 'network',
  written: '1MB/s',
  subject: run,
  reason: 'there is no /proc/net/dev',
}
const held: LimitNote = { kind: 'held', limit: 'processes', written: '256' }

function terminal(limits: readonly LimitNote[], parts: Partial<Run> = {}): string {
  return renderTerminal(runOf({ limits, ...parts }), { colors: false, all: false, width: 100, reports: [] })
}

describe('in the terminal', () => {
  test('what was crossed comes first, and the rest is told', () => {
    const text = terminal([killed, warned, open, held], { outcome: 'violated', exitCode: 1 })
    expect(text).toMatchInlineSnapshot(`
      " FAIL  slo.config.ts > limit memory
       LimitExceeded: memory 1.4GB of the run > limit 1GiB, by \`node hog.mjs\` (pid 41, 1.3GB), killed,
       while tests/a.test.ts > allocates ran

       limit      exceeded (warn only): disk 2GB of command build > limit 1GB
       limit      network of the run: limit 1MB/s is not enforced here: there is no /proc/net/dev
       limits     held: processes 256
       note       1 limit exceeded, which fails the run whatever the SLOs say
             SLOs  1 limit exceeded | none declared in slo.config.ts: nothing is gated      exit 1
      "
    `)
  })

  test('limits that were held are one line', () => {
    expect(terminal([held, { kind: 'held', limit: 'memory', written: '1GiB' }])).toMatchInlineSnapshot(`
      " limits     held: processes 256, memory 1GiB
             SLOs  none declared in slo.config.ts: nothing is gated      exit 0
      "
    `)
  })

  test('a shard does not judge its SLOs, and its limits are hard all the same', () => {
    const text = terminal([killed], { scope: 'shard', outcome: 'violated', exitCode: 1 })
    expect(text).toMatch(/SLOs {2}1 limit exceeded \| not judged \(shard\).* exit 1/)
  })

  test('many are cut', () => {
    const text = terminal(Array.from({ length: 12 }, () => killed))
    expect(text.match(/LimitExceeded/g)).toHaveLength(10)
    expect(text).toContain('2 more limits were crossed: see report.json')
  })

  test('names from outside cannot move the cursor', () => {
    const hostile = limitHit(memory, 2e9, { subject: run, running: ['a.test.ts > \u001b[2Jevil\nname'] })
    expect(terminal([hostile])).not.toContain('\u001b')
  })
})

describe('on the page', () => {
  test('all of them, and the head says what they mean', () => {
    const html = renderHtml(runOf({ limits: [killed, warned, open, held], outcome: 'violated', exitCode: 1 }), bareOptions)
    const { limits, headline, notes, report } = headOfPage(html)
    expect(headline).toEqual(['✗', 'Limits exceeded', 'violated'])
    expect(notes).toEqual(['1 limit exceeded, which fails the run whatever the SLOs say'])
    expect(limits.map(({ word, fails }) => [word, fails])).toEqual([
      ['exceeded', true],
      ['exceeded (warn only)', false],
      ['not enforced', false],
      ['held', false],
    ])
    expect(limits[0]?.text).toMatch(/1\.4GB.*node hog\.mjs.*tests\/a\.test\.ts > allocates/)
    expect(report.limits).toHaveLength(4)
  })

  test('beside a violated SLO', () => {
    const verdict = { status: 'violated', slo: sloOf('build'), samples: 1, exact: true, reason: 'too long' } as const
    const page = renderHtml(runOf({ limits: [killed], verdicts: [verdict], outcome: 'violated', exitCode: 1 }), bareOptions)
    expect(page).toContain('SLOs violated, limits exceeded</h1>')
  })

  test('none where none are declared', () => {
    expect(headOfPage(renderHtml(runOf({}), bareOptions)).limits).toEqual([])
  })
})

test('stored and read back; what an older version wrote has none', () => {
  const stored = runOf({ limits: [killed, warned, open, held] })
  const text = renderJson(stored, summarizeSimply)
  expect(parseReport(text)).toMatchObject({ ok: true, stored: { limits: [killed, warned, open, held] } })
  const { limits: _, ...older } = JSON.parse(text) as { limits: unknown }
  expect(parseReport(JSON.stringify(older))).toMatchObject({ ok: true, stored: { limits: [] } })
})
