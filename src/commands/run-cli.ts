import { readFileSync } from 'node:fs'
import { ConfigError, SloError } from '../model/fault.ts'
import type { ExitCode } from '../model/run.ts'
import type { World } from './world.ts'

/**
 * The command line: runs one command and says how it went. 0 met; 1 violated, or tests failed; 2 wrong configuration or usage, or
 * the tool could not do its work; 3 no data or inconclusive where these fail. Never throws.
 */
export async function runCli(args: readonly string[], world: World): Promise<ExitCode> {
  try {
    if (args.length === 1 && /^(-V|--version)$/.test(args[0] as string)) {
      world.stdout.write(`${packageVersion()}\n`)
      return 0
    }
    // What a command needs is loaded when it is asked for: `--version` needs none of it.
    const { runProgram } = await import('./program.ts')
    return await runProgram(args, packageVersion(), world)
  } catch (error) {
    return fail(error, args, world)
  }
}

function packageVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { readonly version: string }).version
}

/** Says what went wrong: what is known in its own words, what is not with the stack that a bug report needs. */
function fail(error: unknown, args: readonly string[], world: World): ExitCode {
  const known = error instanceof SloError
  const text = known ? error.message : `slo failed unexpectedly, please report it:\n${stackOf(error)}`
  world.stderr.write(`${text}\n`)
  if (wantsJson(args)) world.stdout.write(`${JSON.stringify({ exitCode: 2, error: errorFields(error) }, undefined, 2)}\n`)
  return 2
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

function wantsJson(args: readonly string[]): boolean {
  const end = args.indexOf('--')
  return (end === -1 ? args : args.slice(0, end)).includes('--json')
}

function errorFields(error: unknown): object {
  if (error instanceof ConfigError) return { message: error.message, faults: error.faults }
  return { message: error instanceof Error ? error.message : String(error) }
}
