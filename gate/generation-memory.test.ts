import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, slo, test } from 'vitest-slo/test'

interface StoredReport {
  readonly verdicts: readonly { readonly status: string }[]
  readonly series: readonly { readonly subject: { readonly name: string }; readonly samples: readonly number[] }[]
}

test('renders the reports of a run of 10,000 tests', async () => {
  const run = await slo.command('generate', {
    // Without a cap V8 lets its young generation grow by 32 MiB before it collects, because the memory is free. What is promised
    // is what the rendering needs; where it needed more than the cap, the command would die and the sample violate.
    run: ['node', '--max-heap-size=64', 'gate/render-large-run.js'],
    cwd: 'temporary',
    samples: 3,
    verify: ({ dir, stdout }) => {
      expect(stdout).toBe('70000 series, 7 verdicts\n')
      verifyJson(readFileSync(join(dir, 'report/report.json'), 'utf8'))
      verifyHtml(readFileSync(join(dir, 'report/report.html'), 'utf8'))
    },
  })
  expect(run).toMeetSlo('generation-memory')
})

function verifyJson(text: string): void {
  const { verdicts, series } = JSON.parse(text) as StoredReport
  expect(text.length).toBeGreaterThan(10_000_000)
  expect(verdicts.map(({ status }) => status)).toEqual(Array.from({ length: 7 }, () => 'met'))
  expect(series).toHaveLength(70_000)
  expect(new Set(series.map(({ subject }) => subject.name)).size).toBe(10_000)
  expect(series.every(({ samples }) => samples.length === 1)).toBe(true)
}

function verifyHtml(text: string): void {
  expect(text.length).toBeGreaterThan(300_000)
  expect(text).toMatch(/^<!doctype html>/)
  expect(text).toMatch(/<\/html>\s*$/)
  expect(text).toContain('every-eventLoopDelay')
}
