import { describe, expect, test } from 'vitest'
import { locateSlo } from '../../src/report/locate-slo.ts'

const source = `export default defineConfig({
  probes: { build: { run: 'npm run build' }, 'cli:new': { run: 'x' } },
  slos: {
    build: { sli: a },
    'cli:new': { sli: b },
    "double": { sli: c },
    [\`tick\`]: d,
    a: 1, 'a.b (c)': 2,
  },
})`

describe('locateSlo', () => {
  test.each([
    ['build', 4, 5],
    ['cli:new', 5, 5],
    ['double', 6, 5],
    ['a', 8, 5],
    ['a.b (c)', 8, 11],
  ])('finds %s below slos, not among the probes', (name, line, column) => {
    expect(locateSlo(source, name)).toEqual({ line, column })
  })

  test('points at slos where a preset brings the name, at the top where there is none', () => {
    expect(locateSlo(source, 'elsewhere')).toEqual({ line: 3, column: 3 })
    expect(locateSlo('', 'x')).toEqual({ line: 1, column: 1 })
  })
})
