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
  readonly expectExitCode: number
  /** Absolute. */
  readonly root: string
}

const defaultTimeout = 120_000

/** Checks what was written in a call; a SloError names the option, what came and what is expected. */
export function planCommand(name: string, options: CommandOptions, root: string): CommandPlan {
  const { run, cwd = '.', env = {}, samples = 1, warmup = 0, prepare, verify, expectExitCode = 0 } = options
  const fault = (option: string, came: unknown, expected: string): SloError =>
    new SloError(`command ${name}: ${option} is ${JSON.stringify(came)}, expected ${expected}`)
  if (run.length === 0 || run[0]?.trim() === '') throw fault('run', run, 'text for the shell, or a program with its arguments')
  if (!Number.isSafeInteger(samples) || samples < 1) throw fault('samples', samples, 'a whole number from 1')
  if (!Number.isSafeInteger(warmup) || warmup < 0) throw fault('warmup', warmup, 'a whole number from 0')
  if (prepare?.edit !== undefined && isOutside(root, prepare.edit))
    throw fault('prepare.edit', prepare.edit, 'a file inside the project')
  const outside = prepare?.remove?.find((glob) => isOutside(root, glob))
  if (outside !== undefined) throw fault('prepare.remove', outside, 'globs that stay inside the project, and are not all of it')
  const timeout = timeoutOf(options.timeout ?? defaultTimeout)
  if (timeout === undefined) throw fault('timeout', options.timeout, "milliseconds above 0, or a time such as '30s'")
  return { name, run, cwd, env, samples, warmup, timeout, prepare, verify, expectExitCode, root: resolve(root) }
}

function timeoutOf(timeout: number | string): number | undefined {
  if (typeof timeout === 'number') return timeout > 0 && timeout <= 2 ** 31 - 1 ? timeout : undefined
  const parsed = parseQuantity(timeout, 'time')
  return parsed.ok ? timeoutOf(parsed.value) : undefined
}

/** True for the root itself too. */
function isOutside(root: string, path: string): boolean {
  const inside = relative(resolve(root), resolve(root, path))
  return inside === '' || inside === '..' || /^\.\.[/\\]/.test(inside) || isAbsolute(inside)
}
