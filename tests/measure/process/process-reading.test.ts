import { describe, expect, test } from 'vitest'
import { parseProcess } from '../../../src/measure/process/process-reading.ts'

const stat = (name: string, state = 'S'): string =>
  `4711 (${name}) ${state} 1 4711 4711 0 -1 4194304 100 0 0 0 12 3 40 5 20 0 11 0 987654 1073741824 20000 18446744073709551615 94000 95000 140000 0`
const status = 'Name:\tnode\nVmPeak:\t 1048576 kB\nVmHWM:\t  204800 kB\nVmRSS:\t  102400 kB\nRssFile:\t   40960 kB\n'

describe('parseProcess', () => {
  test('reads pid with start time, parent, CPU times and sizes', () => {
    expect(parseProcess(stat('node'), status)).toEqual({
      id: '4711@987654',
      pid: 4711,
      parent: 1,
      threads: 11,
      own: 150,
      waited: 450,
      resident: 104_857_600,
      peak: 209_715_200,
      file: 41_943_040,
      program: '',
      image: '94000:140000',
      zombie: false,
    })
  })

  test('a name may hold blanks and brackets', () => {
    expect(parseProcess(stat('a) S 99 (b'), status)).toMatchObject({ pid: 4711, parent: 1, own: 150 })
  })

  test('a zombie has CPU times and no memory', () => {
    expect(parseProcess(stat('node', 'Z'), 'Name:\tnode\n')).toMatchObject({
      zombie: true,
      own: 150,
      resident: 0,
      peak: 0,
      file: 0,
    })
  })

  test('a text that is no stat gives nothing', () => {
    expect(parseProcess('', '')).toBeUndefined()
  })
})
