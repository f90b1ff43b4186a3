import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { sampleRun } from '../report/sample-run.ts'
import { storedText } from './stored-run.ts'
import { folderWith, slo } from './test-world.ts'

const stored = storedText(sampleRun)

describe('slo report', () => {
  test('shows the last run, and shows only: the exit code is 0', async () => {
    const { exitCode, stdout, stderr } = await slo(folderWith({ '.slo/report.json': stored }), ['report'])
    expect([exitCode, stderr]).toEqual([0, ''])
    expect(sampleRun.exitCode).toBe(1)
    expect(stdout).toContain('✗ violated')
    expect(stdout).toContain('.slo/report.json')
    expect(stdout).not.toContain('\u001b[')
  })

  test('has colours where they are wanted', async () => {
    const folder = folderWith({ '.slo/report.json': stored })
    const forced = { env: { FORCE_COLOR: '1' } }
    expect((await slo(folder, ['report'], forced)).stdout).toContain('\u001b[')
    expect((await slo(folder, ['report', '--no-color'], forced)).stdout).not.toContain('\u001b[')
    expect((await slo(folder, ['--no-color', 'report'], forced)).stdout).not.toContain('\u001b[')
  })

  test('lists what is met with --all', async () => {
    const folder = folderWith({ '.slo/report.json': stored })
    const count = (text: string) => text.split('\n').filter((line) => line.includes('✓ met')).length
    expect(count((await slo(folder, ['report'])).stdout)).toBe(1)
    expect(count((await slo(folder, ['report', '--all'])).stdout)).toBe(
      sampleRun.verdicts.filter(({ status }) => status === 'met').length,
    )
  })

  test.each([['--json'], ['--format', 'json']])('%s %s prints the very report', async (...option) => {
    const { exitCode, stdout } = await slo(folderWith({ '.slo/report.json': stored }), ['report', ...option])
    expect(exitCode).toBe(0)
    expect(stdout).toBe(stored)
  })

  test('writes a file, whose name says the format', async () => {
    const folder = folderWith({ 'a/b.json': stored })
    const ended = await slo(folder, ['report', 'a/b.json', '--output', 'out/run.html'])
    expect(ended).toEqual({ exitCode: 0, stdout: '', stderr: 'wrote out/run.html\n' })
    expect(readFileSync(join(folder, 'out/run.html'), 'utf8')).toMatch(/^<!doctype html>/i)
    await slo(folder, ['report', 'a/b.json', '--output', 'copy.json'])
    expect(readFileSync(join(folder, 'copy.json'), 'utf8')).toBe(stored)
    await slo(folder, ['report', 'a/b.json', '--output', 'run.txt'], { env: { FORCE_COLOR: '1' } })
    expect(readFileSync(join(folder, 'run.txt'), 'utf8')).not.toContain('\u001b[')
  })

  test('never writes over what it read', async () => {
    const folder = folderWith({ '.slo/report.json': stored })
    const { exitCode, stderr } = await slo(folder, ['report', '--format', 'html', '--output', '.slo/report.json'])
    expect([exitCode, stderr]).toEqual([2, '--output .slo/report.json is the stored result itself; name another file\n'])
    expect(readFileSync(join(folder, '.slo/report.json'), 'utf8')).toBe(stored)
  })

  test('a file that cannot be written is 2 and leaves nothing behind', async () => {
    const folder = folderWith({ 'report.json': stored, file: '' })
    const { exitCode, stderr } = await slo(folder, ['report', '.', '--output', 'file/x.html'])
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(/^file\/x\.html could not be written: /)
  })

  test('takes a folder for the report in it', async () => {
    expect((await slo(folderWith({ 'ci/report.json': stored }), ['report', 'ci'])).exitCode).toBe(0)
  })

  test('finds the folder that is configured, and the default one while the configuration is broken', async () => {
    const config =
      "import { sli } from 'vitest-slo/config'\nexport default { reports: { dir: 'out' }, slos: { a: { sli: sli.run.tests, objective: '>= 1' } } }"
    expect((await slo(folderWith({ 'slo.config.mjs': config, 'out/report.json': stored }), ['report'])).exitCode).toBe(0)
    const { exitCode, stderr } = await slo(folderWith({ 'slo.config.mjs': '(', '.slo/report.json': stored }), ['report'])
    expect(exitCode).toBe(0)
    expect(stderr).toBe('slo.config.mjs could not be loaded (slo validate says why), so the report is looked for in .slo\n')
  })

  test.each([
    ['nothing there', {}, ['report'], '.slo/report.json was not found: run your tests with slo run first, or name another file'],
    [
      'empty',
      { 'r.json': '' },
      ['report', 'r.json'],
      'r.json is empty: the run that should have written it did not finish; run it again',
    ],
    [
      'truncated',
      { 'r.json': stored.slice(0, 500) },
      ['report', 'r.json'],
      'r.json breaks off or is damaged: it is not complete JSON; run it again',
    ],
    [
      'newer',
      { 'r.json': stored.replace('"schema": 1', '"schema": 9') },
      ['report', 'r.json'],
      'r.json was written by a newer vitest-slo (schema 9, this one reads 1); update vitest-slo',
    ],
    ['foreign', { 'r.json': '{}' }, ['report', 'r.json'], 'r.json is JSON, but no report of vitest-slo: it has no schema number'],
  ])('%s: 2 with the reason', async (_, files, args, message) => {
    expect(await slo(folderWith(files as Record<string, string>), args)).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: `${message}\n`,
    })
  })

  test('what is there and cannot be read is not called missing', async () => {
    const { exitCode, stderr } = await slo(folderWith({ 'a/report.json/x': '' }), ['report', 'a'])
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(/^a\/report\.json could not be read: EISDIR/)
  })
})
