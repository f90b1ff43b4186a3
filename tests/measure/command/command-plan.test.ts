import { describe, expect, test } from 'vitest'
import type { CommandOptions } from '../../../src/measure/command/command-options.ts'
import { planCommand } from '../../../src/measure/command/command-plan.ts'
import { SloError } from '../../../src/model/fault.ts'

test('fills in what was left out', () => {
  expect(planCommand('a', { run: 'true' }, '/root')).toMatchObject({
    cwd: '.',
    samples: 1,
    warmup: 0,
    timeout: 120_000,
    expectExitCode: 0,
  })
})

test('a timeout is milliseconds, or text with a unit', () => {
  expect(planCommand('a', { run: 'true', timeout: 250 }, '/root').timeout).toBe(250)
  expect(planCommand('a', { run: 'true', timeout: '1.5s' }, '/root').timeout).toBe(1500)
})

describe('refuses, by name of the option', () => {
  test.each<[CommandOptions, string]>([
    [{ run: '' }, 'command a: run is "", expected text for the shell, or a program with its arguments'],
    [{ run: '  ' }, 'run is "  "'],
    [{ run: [] as unknown as [string] }, 'run is []'],
    [{ run: [''] }, 'run is [""]'],
    [{ run: 'true', samples: 0 }, 'samples is 0, expected a whole number from 1'],
    [{ run: 'true', samples: 1.5 }, 'samples is 1.5'],
    [{ run: 'true', warmup: -1 }, 'warmup is -1, expected a whole number from 0'],
    [{ run: 'true', timeout: 0 }, "timeout is 0, expected milliseconds above 0, or a time such as '30s'"],
    [{ run: 'true', timeout: '30' }, 'timeout is "30"'],
    [{ run: 'true', timeout: '30MB' }, 'timeout is "30MB"'],
    [{ run: 'true', timeout: Number.NaN }, 'timeout is null'],
    [{ run: 'true', timeout: '900d' }, 'timeout is "900d"'],
    [{ run: 'true', prepare: { edit: '../other/a.ts' } }, 'prepare.edit is "../other/a.ts", expected a file inside the project'],
    [{ run: 'true', prepare: { remove: ['dist', '/etc'] } }, 'prepare.remove is ["dist","/etc"]'],
    [{ run: 'true', prepare: { remove: ['.'] } }, 'prepare.remove is ["."], expected globs that stay inside the project'],
  ])('%j', (options, message) => {
    expect(() => planCommand('a', options, '/root')).toThrow(message)
    expect(() => planCommand('a', options, '/root')).toThrow(SloError)
  })

  test('but not a name that merely begins with two dots', () => {
    expect(() => planCommand('a', { run: 'true', prepare: { remove: ['..cache'] } }, '/root')).not.toThrow()
  })
})
