import { expect, test } from 'vitest'
import { tableParts } from '../../../src/report/html/table-parts.ts'

test('a column that ends before the rows do has nothing for the last of them, and one without any is left out', () => {
  const subjects = ['a', 'b'].map((name) => ({ kind: 'command', name }) as const)
  const column = { metric: 'duration', unit: 'ms', source: 'clock', exact: true, samples: [[5]] } as const
  const [part] = tableParts({ kind: 'command', subjects, columns: [column, { ...column, samples: [] }] } as never)
  expect(part?.columns).toEqual([{ metric: 'duration', unit: 'ms', source: 'clock', exact: true, values: [5, null] }])
})
