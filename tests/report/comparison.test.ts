import { expect, test } from 'vitest'
import type { Comparison } from '../../src/model/comparison.ts'
import { renderComparison, renderGains } from '../../src/report/comparison.ts'

const build: Comparison = {
  subject: { kind: 'command', name: 'build' },
  metric: 'duration',
  unit: 'ms',
  pairs: 10,
  base: 1000,
  head: 1100,
  change: 0.1,
  interval: [0.08, 0.12],
  verdict: 'worse',
  reason: 'p 0.002',
}

test('the worst first, names without what a terminal obeys, and a line that counts', () => {
  const size: Comparison = { ...build, subject: { kind: 'artifact', name: 'a\u001b[2Jb' }, metric: 'gzip', unit: 'bytes', base: 10, head: 10, change: 0, interval: [0, 0], verdict: 'same' } // prettier-ignore
  const files: Comparison = { ...size, metric: 'files', unit: 'count', base: 0, head: 3, change: undefined, interval: undefined, verdict: 'worse' } // prettier-ignore
  const noisy: Comparison = { ...build, metric: 'cpuTime', change: -0.04, interval: [-0.2, 0.1], verdict: 'inconclusive', reason: 'the figures vary too much' } // prettier-ignore
  expect(renderComparison([size, noisy, build, files], ['gone'], { base: 'main@4f1c2ab', head: 'working tree' }))
    .toMatchInlineSnapshot(`
      "
                    figure                     main@4f1c2ab  working tree  change   interval            pairs
       ✗ worse      duration of command build  1s            1.1s          +10.0 %  [+8.0 %, +12.0 %]   10
       ✗ worse      files of artifact ab       0             3                                          10
       ~ undecided  cpuTime of command build   1s            1.1s          -4.0 %   [-20.0 %, +10.0 %]  10     the figures vary too much
       ✓ same       gzip of artifact ab        10B           10B           +0.0 %   [+0.0 %, +0.0 %]    10
       ? no data    gone: no figure that both of them measure

            compared  2 worse | 1 undecided | 1 same (4)
      "
    `)
})

test('what stands for the samples of a run is named', () => {
  const names = { base: 'main', head: 'tree' }
  const calm: Comparison = { ...build, statistic: 'min' }
  expect(renderComparison([calm], [], names)).toContain('duration of command build (min)')
  expect(renderComparison([calm], [], names)).toMatch(/in brackets what stands for the samples of a run: that whose pairs differ least\n$/) // prettier-ignore
  const beside: Comparison = { ...build, statistic: 'p95', isBeside: true, verdict: 'inconclusive' }
  expect(renderComparison([calm, beside], [], names)).toContain('duration of command build (p95)')
  expect(renderComparison([calm, beside], [], names)).toMatch(/; beside it what an objective is judged by, which is not waited for\n$/) // prettier-ignore
})

test('advice on the base beside what it brought', () => {
  const gain = { cost: 'container-share', subject: { kind: 'file', name: 'a.test.ts' }, metric: 'duration', promised: -0.75, gone: true } as const // prettier-ignore
  const gains = [{ ...gain, measured: -0.65, interval: [-0.7, -0.6] } as const, { ...gain, measured: -0.1, gone: false }, gain]
  expect(renderGains(gains)).toMatchInlineSnapshot(`
    "      advice  container-share is gone: duration of file a.test.ts, promised -75.0 % at most, measured -65.0 % [-70.0 %, -60.0 %]
          advice  container-share is still there: duration of file a.test.ts, promised -75.0 % at most, measured -10.0 %
          advice  container-share is gone: duration of file a.test.ts, promised -75.0 % at most, not compared: no SLO looks at it
    "
  `)
  expect(renderGains([])).toBe('')
})
