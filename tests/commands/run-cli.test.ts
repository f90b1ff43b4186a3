import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { folderWith, slo } from './test-world.ts'

const version = (JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { readonly version: string })
  .version

describe('usage', () => {
  test.each(['--version', '-V'])('%s prints the version', async (option) => {
    expect(await slo('/', [option])).toEqual({ exitCode: 0, stdout: `${version}\n`, stderr: '' })
  })

  test('help goes to the output and is no error', async () => {
    const { exitCode, stdout, stderr } = await slo('/', ['--help'])
    expect([exitCode, stderr]).toEqual([0, ''])
    for (const command of ['init', 'run', 'check', 'report', 'validate', 'doctor']) expect(stdout).toContain(`\n  ${command} `)
    expect(stdout).toContain('Exit codes: 0 met')
    expect((await slo('/', ['help', 'run'])).stdout).toContain('Usage: slo run')
  })

  test('no command at all is a wrong usage, with the help', async () => {
    const { exitCode, stdout, stderr } = await slo('/', [])
    expect([exitCode, stdout]).toEqual([2, ''])
    expect(stderr).toContain('Usage: slo')
  })

  test.each([
    [['chekc'], "error: unknown command 'chekc'\n(Did you mean check?)\n"],
    [['report', '--formt', 'json'], "error: unknown option '--formt'\n(Did you mean --format?)\n"],
    [
      ['report', '--format', 'docx'],
      "error: option '--format <format>' argument 'docx' is invalid. Allowed choices are terminal, json, html, csv, pdf, markdown, junit, sarif, codequality.\n",
    ],
    [['report', 'run', 'a', 'b'], "error: too many arguments for 'report'. Expected 2 arguments but got 3.\n"],
    [
      ['report', 'timng'],
      'slo report: there is no kind of report, and no file, called timng; did you mean timing? The kinds are run, failures, timing, resources, historical, trend, flaky, budget and comparative\n',
    ],
    [
      ['report', 'a', 'b'],
      'slo report: there is no kind of report called a. The kinds are run, failures, timing, resources, historical, trend, flaky, budget and comparative\n',
    ],
    [['check', '--output'], "error: option '--output <file>' argument missing\n"],
    [['report', '--json', '--format', 'html'], "error: option '--json' cannot be used with option '--format <format>'\n"],
    [['run', '-t', 'name'], "error: unknown option '-t'\nOptions for Vitest go behind --, as in: slo run -- --project unit\n"],
  ])('%j is refused with 2', async (args, message) => {
    const { exitCode, stderr } = await slo('/', args)
    expect(exitCode).toBe(2)
    expect(stderr).toBe(message)
  })

  test('with --json an error is JSON on the output too, for options of Vitest it is not ours', async () => {
    const { exitCode, stdout, stderr } = await slo('/', ['doctor', '--json', '--nope'])
    expect(exitCode).toBe(2)
    expect(JSON.parse(stdout)).toEqual({ exitCode: 2, error: { message: "error: unknown option '--nope'" } })
    expect(stderr).toBe("error: unknown option '--nope'\n")
    expect((await slo(folderWith({}), ['run', '--', '--json'])).stdout).toBe('')
  })

  test('an error nobody expected comes with its stack', async () => {
    const broken = () => {
      throw new TypeError('out of order')
    }
    const { exitCode, stderr } = await slo(
      folderWith({
        'slo.config.mjs':
          "import { sli } from 'vitest-slo/config'\nexport default { slos: { tests: { sli: sli.run.tests, objective: '>= 1' } } }",
      }),
      ['validate'],
      {
        stdout: { isTTY: false, columns: 80, write: broken },
      },
    )
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(/^slo failed unexpectedly, please report it:\nTypeError: out of order\n {4}at /)
  })
})
