import { describe, expect, test } from 'vitest'
import type { LiveEvent, LiveProbe, LiveRun } from '../../src/model/live.ts'
import { foldLive } from '../../src/serve/fold-live.ts'

const started: LiveEvent = { kind: 'started', id: 'a', pid: 1, at: '2026-01-05T10:00:00.000Z', service: 'shop' }
const tests = { files: { done: 1, of: 2 }, found: 3, passed: 1, failed: 1, skipped: 0 }
const probe: LiveProbe = { name: 'build', place: 1, of: 1, round: 'first', done: 0, samples: 3 }

function after(...events: readonly LiveEvent[]): LiveRun | undefined {
  return events.reduce<LiveRun | undefined>(foldLive, undefined)
}

describe('a run as it goes', () => {
  test('is unknown before its start, and what is not known changes nothing', () => {
    expect(after({ kind: 'note', text: 'early' })).toBeUndefined()
    const run = after(started)
    expect(foldLive(run, { kind: 'of a later version' } as never)).toBe(run)
    expect(run).toMatchObject({ status: 'running', phase: 'starting', events: 1, service: 'shop' })
  })

  test('goes from phase to phase', () => {
    const events: LiveEvent[] = [
      started,
      { kind: 'tests', tests },
      { kind: 'failed', failure: { file: 'a.test.ts', name: 'a' } },
      { kind: 'probe', probe },
      { kind: 'probe', probe: { ...probe, done: 2 } },
      // The tests have ended when the last file has.
      { kind: 'tests', tests: { ...tests, files: { done: 2, of: 2 } } },
      { kind: 'probe', probe: { ...probe, round: 'again' } },
      { kind: 'limit', text: 'too much' },
      { kind: 'judged', judged: { outcome: 'violated', exitCode: 1, scope: 'full', slos: { violated: 1 } } },
      { kind: 'profiling', pass: { name: 'command build', what: 'cpu', place: 1, of: 1 } },
      { kind: 'note', text: 'done' },
      { kind: 'ended', at: '2026-01-05T10:01:00.000Z' },
    ]
    const phases = events.map((_, index) => after(...events.slice(0, index + 1))?.phase)
    expect(phases).toEqual(['starting', 'tests', 'tests', 'probes', 'probes', 'probes', 'probes', 'probes', 'ending', 'profiling', 'profiling', 'ending']) // prettier-ignore
    expect(after(...events)).toMatchObject({
      status: 'ended',
      tests: { files: { done: 2 } },
      failures: [{ file: 'a.test.ts', name: 'a' }],
      probes: [
        { round: 'first', done: 2 },
        { round: 'again', done: 0 },
      ],
      limits: ['too much'],
      notes: ['done'],
      pass: { place: 1 },
      endedAt: '2026-01-05T10:01:00.000Z',
      events: 12,
    })
  })

  test('keeps the first failures and limits, and the last notes', () => {
    const many = Array.from({ length: 300 }, (_, index) => index)
    const run = after(
      started,
      ...many.map((index): LiveEvent => ({ kind: 'failed', failure: { file: 'a', name: String(index) } })),
      ...many.map((index): LiveEvent => ({ kind: 'limit', text: String(index) })),
      ...many.map((index): LiveEvent => ({ kind: 'note', text: String(index) })),
    )
    expect([run?.failures.length, run?.failures[0]?.name]).toEqual([100, '0'])
    expect([run?.limits.length, run?.limits[0]]).toEqual([20, '0'])
    expect([run?.notes.length, run?.notes.at(-1)]).toEqual([20, '299'])
    expect(run?.events).toBe(901)
  })
})
