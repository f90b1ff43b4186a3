import { expect, test } from 'vitest'
import { nowhere } from '../../src/report/checks-of-run.ts'
import type { Check } from '../../src/report/document.ts'
import { runDocument } from '../../src/report/documents/run-document.ts'
import { checkOutput } from '../../src/report/github/check-run.ts'
import { runOf } from './sample-run.ts'

const document = runDocument({ run: runOf({}), declared: nowhere })
const about = { pathOf: (file: string) => `app/${file}`, failed: false }

function annotated(parts: Partial<Check>): unknown {
  const check: Check = { name: 'a', group: 'command a', result: 'failed', level: 'error', message: 'said', ...parts }
  return checkOutput({ ...document, checks: [check] }, about).annotations
}

const declared = { file: 'slo.config.ts', line: 4 }

test.each([
  ['at its cause', { cause: { file: 'src/a.ts', line: 8 }, declared }, [{ path: 'app/src/a.ts', start_line: 8, end_line: 8 }]],
  ['at its declaration, where only the file of the cause is known', { cause: { file: 'src/a.ts' }, declared }, [{ path: 'app/slo.config.ts', start_line: 4 }]], // prettier-ignore
  ['at the begin of the file of its cause', { cause: { file: 'src/a.ts' } }, [{ path: 'app/src/a.ts', start_line: 1 }]],
  ['nowhere, where no place is known', {}, []],
  ['nowhere, where all is well', { level: 'none', declared }, []],
  [
    'without a reason',
    { message: ' ', declared },
    [{ message: 'no reason was given', annotation_level: 'failure', title: 'SLO a' }],
  ],
  ['as less', { level: 'note', declared }, [{ annotation_level: 'notice' }]],
] as const)('a remark stands %s', (_, parts, expected) => {
  expect(annotated(parts)).toMatchObject(expected)
})

test('the report is linked, where there is one', () => {
  expect(checkOutput(document, about).summary).not.toContain('[Report]')
  expect(checkOutput(document, { ...about, link: 'https://a/b c' }).summary).toMatch(/^\[Report\]\(https:\/\/a\/b%20c\)\n/)
})
