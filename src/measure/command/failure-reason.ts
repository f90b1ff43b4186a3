import type { RunText } from '../../model/config.ts'
import { formatQuantity } from '../../model/format-quantity.ts'
import { describeLimit, limitHit } from '../../model/limit-hit.ts'
import type { ExecutionResult } from '../process/execution.ts'
import type { TreeLimitHit } from '../process/tree-limits.ts'
import type { CommandPlan } from './command-plan.ts'

const linesShown = 20

/** Why an execution does not count, in words; undefined when it ended as the plan expects. */
export function executionFailure(plan: CommandPlan, result: ExecutionResult): string | undefined {
  const why = whyFailed(plan, result)
  const left = result.left.length === 0 ? '' : `; processes ${result.left.join(', ')} could not be ended`
  return why === undefined ? undefined : withOutput(why + left, result)
}

/** A reason with the last lines of the output under it. */
export function withOutput(reason: string, { output }: Pick<ExecutionResult, 'output'>): string {
  const lines = output.trimEnd().split('\n').slice(-linesShown)
  return lines.join('') === '' ? `${reason} (no output)` : [reason, ...lines.map((line) => `  ${line}`)].join('\n')
}

function whyFailed(plan: CommandPlan, { end, duration, limits }: ExecutionResult): string | undefined {
  const { expectExitCode, timeout, run } = plan
  switch (end.kind) {
    case 'limited':
      return end.by ?? whyLimited(plan, limits)
    case 'timed-out':
      return `did not end within its timeout of ${formatQuantity(timeout, 'ms')}`
    case 'stopped':
      return `was stopped after ${formatQuantity(duration, 'ms')}, because its test ended, or the whole run`
    case 'signalled':
      return `was ended by ${end.signal}, expected exit code ${expectExitCode}`
    case 'not-started':
      return notStarted(run, end)
    case 'exited':
      return unexpectedCode(plan, end.code)
  }
}

/** The limit that ended it, in words. */
function whyLimited({ name }: CommandPlan, limits: readonly TreeLimitHit[] = []): string {
  const last = limits.at(-1)
  if (last === undefined) return 'was ended by a limit'
  const { limit, measured, ...who } = last
  return describeLimit(limitHit(limit, measured, { subject: { kind: 'command', name }, ...who }))
}

function unexpectedCode({ run, expectExitCode }: CommandPlan, code: number): string | undefined {
  if (code === expectExitCode) return undefined
  const hint = code === 127 && typeof run === 'string' ? ' (the shell found no such program)' : ''
  return `exit code ${code}${hint}, expected ${expectExitCode}`
}

function notStarted(run: RunText, { code, message }: { readonly code: string; readonly message: string }): string {
  const program = typeof run === 'string' ? run : run[0]
  if (code === 'ENOENT') return `there is no program ${program}: check the name, and the PATH`
  if (code === 'EACCES') return `${program} may not be executed: check its rights`
  return `${program} could not be started: ${message}`
}
