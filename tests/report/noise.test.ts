import { expect, test } from 'vitest'
import type { Noise } from '../../src/model/noise.ts'
import { renderNoise } from '../../src/report/noise.ts'

const build: Noise = {
  subject: { kind: 'command', name: 'build' },
  metric: 'duration',
  unit: 'ms',
  median: 1200,
  pairs: 10,
  spread: 0.1,
  reach: [
    { pairs: 10, change: 0.296 },
    { pairs: 30, change: 0.102 },
    { pairs: 50, change: 0.074 },
  ],
  verdict: 'inconclusive',
  statistic: 'p25',
}
const size: Noise = { ...build, metric: 'size', unit: 'bytes', spread: 0, reach: [{ pairs: 2, change: 0 }], verdict: 'same' }
const { spread: _, ...rest } = build
const unknown: Noise = { ...rest, metric: 'leaked', unit: 'count', median: 0, reach: [] }

test('the calmest figure first, with what is found beside it', () => {
  expect(renderNoise([unknown, build, size, unknown], ['gone'])).toMatchInlineSnapshot(`
    "
     figure                           median  a pair varies by                    10 pairs find  30 pairs find  50 pairs find  identical code is
     size of command build (p25)      1.2KB   0.0 %                               any change     any change     any change     same
     duration of command build (p25)  1.2s    10.5 %                              +29.6 %        +10.2 %        +7.4 %         undecided
     leaked of command build (p25)    0       unknown: a value of 0 has no ratio                                               undecided
     leaked of command build (p25)    0       unknown: a value of 0 has no ratio                                               undecided
     ? no data    gone: it measured nothing

     Found means in 95 of 100 comparisons (slo compare --pairs <n>).
    "
  `)
})
