import { expect, test } from 'vitest'
import { insightText } from '../../src/report/insight-text.ts'

test('a heap that did not come back', () => {
  const step = { kind: 'heap-step', worker: '7/1', file: 'b.test.ts', before: 12e6, after: 61e6 } as const
  expect(insightText({ ...step, later: 2 })).toMatchInlineSnapshot(
    `"the heap of worker 7/1 never came back after b.test.ts: 12MB before it, at least 61MB after it and after 2 later files; look there for what outlives its tests"`,
  )
  expect(insightText({ ...step, later: 1 })).toContain('after 1 later file;')
})

test('a heap that grows', () => {
  expect(insightText({ kind: 'heap-growth', worker: '7/1', files: 8, slope: 10e6 })).toMatchInlineSnapshot(
    `"the heap of worker 7/1 grew by 10MB with each of its 8 files: something outlives them; find it, or isolate the files"`,
  )
})
