import { describe, expect, test } from 'vitest'
import { headOf } from '../../../src/model/history.ts'
import type { LiveRun } from '../../../src/model/live.ts'
import { liveRegions, stateOfLive } from '../../../src/report/served/live-regions.ts'
import { liveView, renderLivePage } from '../../../src/report/served/live-page.ts'
import { renderMessagePage } from '../../../src/report/served/message-page.ts'
import { renderRunsPage } from '../../../src/report/served/runs-page.ts'
import { withNavigation } from '../../../src/report/served/served-page.ts'
import { runOf } from '../sample-run.ts'

const run: LiveRun = { id: 'a', pid: 1, startedAt: '2026-01-05T10:00:00.000Z', status: 'running', phase: 'tests', failures: [], probes: [], limits: [], notes: [], events: 1 } // prettier-ignore
const judged = { outcome: 'violated', exitCode: 1, scope: 'full', slos: { violated: 2, 'no-data': 1 } } as const
const nasty = '</script><img src=x onerror=1>\u202e\u001b[31m'

describe('the state of a run as it goes', () => {
  test.each<readonly [Partial<LiveRun>, string, string]>([
    [{ phase: 'starting' }, 'unsure', 'The run starts.'],
    [{}, 'unsure', 'Tests are running.'],
    [{ phase: 'probes' }, 'unsure', 'Probes are taken.'],
    [{ limits: ['memory'] }, 'bad', 'Tests are running.'],
    [{ failures: [{ file: 'a', name: 'b' }] }, 'bad', 'Tests are running.'],
    [{ tests: { files: { done: 0, of: 1 }, found: 1, passed: 0, failed: 1, skipped: 0 } }, 'bad', 'Tests are running.'],
    [{ phase: 'ending', judged }, 'bad', 'The run ends. SLOs 2 violated, 1 no data, exit 1.'],
    [
      { phase: 'profiling', judged },
      'bad',
      'What broke a promise runs again, with a profiler on. SLOs 2 violated, 1 no data, exit 1.',
    ],
    [{ status: 'ended', judged: { ...judged, outcome: 'met', exitCode: 0, slos: { met: 3 } } }, 'good', 'The run has ended: SLOs 3 met, exit 0.'], // prettier-ignore
    [{ status: 'ended', judged: { ...judged, outcome: 'not-judged', exitCode: 0, slos: {} } }, 'unsure', 'The run has ended: SLOs not judged, exit 0.'], // prettier-ignore
    [{ status: 'ended', judged: { ...judged, outcome: 'met', exitCode: 0, slos: {} } }, 'good', 'The run has ended: SLOs none, exit 0.'], // prettier-ignore
    [{ status: 'ended', judged: { ...judged, outcome: 'no-data', exitCode: 3, slos: { 'no-data': 1 } } }, 'unsure', 'The run has ended: SLOs 1 no data, exit 3.'], // prettier-ignore
    [{ status: 'ended', limits: ['a'], tests: { files: { done: 1, of: 1 }, found: 1, passed: 0, failed: 1, skipped: 0 }, judged: { ...judged, slos: { met: 1 } } }, 'bad', 'The run has ended: limits exceeded, 1 test failed, SLOs 1 met, exit 1.'], // prettier-ignore
    [{ status: 'ended' }, 'unsure', 'The run was cut off: nothing was judged.'],
    [{ status: 'lost' }, 'unsure', 'The run ended without a word: its process is gone, and nothing was judged.'],
    [
      { status: 'lost', judged },
      'unsure',
      'The process of the run is gone without a word; by then: SLOs 2 violated, 1 no data, exit 1.',
    ],
  ])('%j is %s', (changes, tone, text) => {
    const state = { ...run, ...changes }
    expect(stateOfLive(state)).toBe(text)
    expect(liveRegions(state).state.markup).toBe(`<span class="state ${tone}">${text}</span>`)
  })
})

describe('the live page', () => {
  test('shows tests, probes, limits, failures and notes, and nothing of what is not there', () => {
    const regions = liveRegions({
      ...run,
      tests: { files: { done: 1, of: 2 }, found: 12, passed: 3, failed: 1, skipped: 1 },
      probes: [
        { name: 'build', place: 1, of: 2, round: 'first', done: 3, samples: 3 },
        { name: 'build', place: 1, of: 2, round: 'again', done: 1, samples: 3 },
      ],
      pass: { name: 'command build', what: 'cpu', place: 1, of: 2 },
      limits: ['memory of the run 2 GiB > 1 GiB'],
      failures: [{ file: 'a.test.ts', name: 'adds' }],
      notes: ['probe 1 of 2'],
    })
    expect(regions.tests.markup).toContain('max="2" value="1"')
    expect(regions.tests.markup).toContain('1 of 2 files, 5 of 12 tests found so far: 3 passed, 1 failed, 1 skipped')
    expect(regions.probes.markup).toContain('<td>3 of 3</td><td>1 of 2</td>')
    expect(regions.probes.markup).toContain('<td>1 of 3</td><td>again, to confirm what broke a promise</td>')
    expect(regions.probes.markup).toContain('<h2>Profiling</h2><p>1 of 2: <bdi>command build</bdi>, cpu</p>')
    expect(regions.trouble.markup).toMatch(/<h2>Limits exceeded<\/h2>.*<h2>Failed tests<\/h2>/)
    expect(regions.notes.markup).toContain('<li>probe 1 of 2</li>')
    expect(liveRegions(run)).toMatchObject({ tests: { markup: '' }, probes: { markup: '' }, trouble: { markup: '' }, notes: { markup: '' } }) // prettier-ignore
    const noFiles = { files: { done: 0, of: 0 }, found: 0, passed: 0, failed: 0, skipped: 0 }
    expect(liveRegions({ ...run, tests: noFiles }).tests.markup).toContain('max="1" value="0"')
  })

  test('reads without a script, and says where nothing goes on', () => {
    expect(renderLivePage(run, 'shop')).toContain('<title>Live: shop - vitest-slo</title>')
    expect(renderLivePage(run)).toContain('Began 2026-01-05 10:00:00 UTC.')
    expect(renderLivePage(undefined)).toContain('No run goes on. One that begins now shows up here.')
    expect(renderLivePage(undefined)).toContain('<a href="/live" aria-current="page">Live</a>')
  })

  test('sends one line, and says whether the last report is of that run', () => {
    const view = (one: LiveRun | undefined) => JSON.parse(liveView(one)) as { running: boolean; reported: boolean }
    expect(liveView({ ...run, notes: ['a\nb'] })).not.toContain('\n')
    expect(view(undefined)).toMatchObject({ running: false, reported: false })
    expect(view({ ...run, judged })).toMatchObject({ running: true, reported: false })
    expect(view({ ...run, judged, status: 'ended' })).toMatchObject({ running: false, reported: true })
    expect(view({ ...run, status: 'ended' }).reported).toBe(false)
    expect(view({ ...run, judged: { ...judged, scope: 'shard' }, status: 'ended' }).reported).toBe(false)
  })

  test('holds names that want to break out', () => {
    const probe = { name: nasty, place: 1, of: 1, round: 'first', done: 0, samples: 1 } as const
    const page = renderLivePage(
      { ...run, probes: [probe], failures: [{ file: nasty, name: nasty }], limits: [nasty], notes: [nasty] },
      nasty,
    )
    expect(page).not.toMatch(/<img|\u202e|\u001b/)
    expect(page.match(/<\/script>/g)).toHaveLength(1)
  })
})

describe('the page of the runs', () => {
  test('links each run, the way to what became of it in words too', () => {
    const heads = (['met', 'warning', 'violated', 'no-data', 'inconclusive', 'not-judged'] as const).map((outcome, index) => ({
      ...headOf(runOf({ id: `${index}aaaaaaa-${nasty}`, outcome, branch: index === 0 ? undefined : nasty, commit: index === 1 ? undefined : '0123456789' })), // prettier-ignore
      fit: index > 0,
    }))
    const page = renderRunsPage(heads, 'shop')
    expect(page).toContain('6 runs, the newest first')
    expect(page).not.toMatch(/<img|\u202e/)
    for (const word of ['✓ met', '! warning', '✗ violated', '? no data', '~ inconclusive', '– not judged', ', unfit', '01234567']) expect(page).toContain(word) // prettier-ignore
    expect(page).toContain(`href="/runs/0aaaaaaa-${encodeURIComponent(nasty)}"`)
  })

  test('says that there is none', () => {
    expect(renderRunsPage([])).toContain('No run is remembered here yet')
  })
})

test('a message is a page', () => {
  expect(renderMessagePage('Not found', nasty)).toContain('<p>&#60;/script&#62;')
})

test('the way to other runs is in a report, once, wherever its pieces are cut', () => {
  const nav = '<nav class="served" aria-label="Other runs">'
  const root = '<div id="page"></div>'
  const page = [...withNavigation(['<head>', `</head>${root}<p>`, root], nasty)].join('')
  expect(page).toMatch(/^<head><\/head><div id="page"><\/div><nav.*<\/nav><p><div id="page"><\/div>$/)
  expect(page.split(nav)).toHaveLength(2)
  expect(page).toContain(`<a href="/api/runs/${encodeURIComponent(nasty)}/report.json">report.json</a>`)
  expect([...withNavigation(['none'], 'a')]).toEqual(['none'])
})
