import { expect, test } from 'vitest'
import { nowhere } from '../../src/report/checks-of-run.ts'
import { runDocument } from '../../src/report/documents/run-document.ts'
import { renderDocument } from '../../src/report/formats.ts'
import { sampleRun } from './sample-run.ts'

test.each([
  [1234.5, 'time="1.234"'],
  [0, 'time="0.000"'],
  [-0.0001, undefined],
])('a run of %d ms', (duration, time) => {
  const document = { ...runDocument({ run: sampleRun, declared: nowhere }), duration }
  const suites = /<testsuites[^>]*>/.exec([...renderDocument(document, 'junit')].join(''))?.[0]
  expect(suites?.match(/time="[^"]*"/)?.[0]).toBe(time)
})
