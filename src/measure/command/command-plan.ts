import { isAbsolute, relative, resolve } from 'node:path'
import type { Prepare, RunText } from '../../model/config.ts'
import { SloError } from '../../model/fault.ts'
import { parseQuantity } from '../../model/quantity.ts'
import type { CommandOptions } from './command-options.ts'

/** The options of a command, checked and with their defaults. Times in ms. */
export interface CommandPlan {
  readonly name: string
  readonly run: RunText
  readonly cwd: NonNullable<CommandOptions['cwd']>
  readonly env: Readonly<Record<string, string>>
  readonly samples: number
  readonly warmup: number
  readonly timeout: number
  readonly prepare: Prepare | undefined
  readonly verify: CommandOptions['verify']
  readonly network: CommandOptions['network']
  readonly expectExitCode: number
  /** Absolute. */
  readonly root: string
}

const defaultTimeout = 120_000

/** Checks what was written in a call; a SloError names the option, what came and what is expected. */
export function planCommand(name: string, options: CommandOptions, root: string): CommandPlan {
  const { run, cwd = '.', env = {}, samples = 1, warmup = 0, prepare, verify, network, expectExitCode = 0 } = options
  assertSound(name, options, root)
  const timeout = timeoutOf(options.timeout) as number
  return { name, run, cwd, env, samples, warmup, timeout, prepare, verify, network, expectExitCode, root: resolve(root) }
}

interface Rule {
  readonly option: string
  readonly expected: string
  readonly came: (options: CommandOptions) => unknown
  readonly holds: (options: CommandOptions, root: string) => boolean
}

const rules: readonly Rule[] = [
  {
    option: 'run',
    expected: 'text for the shell, or a program with its arguments',
    came: ({ run }) => run,
    holds: ({ run }) => (typeof run === 'string' ? run : (run[0] ?? '')).trim() !== '',
  },
  {
    option: 'samples',
    expected: 'a whole number from 1',
    came: ({ samples }) => samples,
    holds: ({ samples = 1 }) => Number.isSafeInteger(samples) && samples >= 1,
  },
  {
    option: 'warmup',
    expected: 'a whole number from 0',
    came: ({ warmup }) => warmup,
    holds: ({ warmup = 0 }) => Number.isSafeInteger(warmup) && warmup >= 0,
  },
  {
    option: 'network',
    expected: "'isolated', or nothing",
    came: ({ network }) => network,
    holds: ({ network }) => network === undefined || network === 'isolated',
  },
  {
    option: 'prepare.edit',
    expected: 'a file inside the project',
    came: ({ prepare }) => prepare?.edit,
    holds: ({ prepare }, root) => prepare?.edit === undefined || isInside(root, prepare.edit),
  },
  {
    option: 'prepare.remove',
    expected: 'globs that stay inside the project, and are not all of it',
    came: ({ prepare }) => prepare?.remove,
    holds: ({ prepare }, root) => prepare?.remove?.every((glob) => isInside(root, glob)) ?? true,
  },
  {
    option: 'timeout',
    expected: "milliseconds above 0, or a time such as '30s'",
    came: ({ timeout }) => timeout,
    holds: ({ timeout }) => timeoutOf(timeout) !== undefined,
  },
]

function assertSound(name: string, options: CommandOptions, root: string): void {
  const broken = rules.find(({ holds }) => !holds(options, root))
  if (broken === undefined) return
  const { option, expected, came } = broken
  throw new SloError(`command ${name}: ${option} is ${JSON.stringify(came(options))}, expected ${expected}`)
}

function timeoutOf(timeout: number | string = defaultTimeout): number | undefined {
  if (typeof timeout === 'number') return timeout > 0 && timeout <= 2 ** 31 - 1 ? timeout : undefined
  const parsed = parseQuantity(timeout, 'time')
  return parsed.ok ? timeoutOf(parsed.value) : undefined
}

/** False for the root itself too. */
function isInside(root: string, path: string): boolean {
  const inside = relative(resolve(root), resolve(root, path))
  return inside !== '' && inside !== '..' && !/^\.\.[/\\]/.test(inside) && !isAbsolute(inside)
}
