import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Verification } from '../../model/config.ts'
import type { ExecutionResult } from '../process/execution.ts'
import type { CommandFolder } from './command-folder.ts'
import type { CommandOutcome, Verify } from './command-options.ts'
import { withOutput } from './failure-reason.ts'
import { madeFiles } from './made-files.ts'

/** One sample that ended as expected. */
export interface VerifiableSample {
  readonly result: ExecutionResult
  readonly exitCode: number
  readonly folder: CommandFolder
  /** When it began, ms since 1970. */
  readonly began: number
  /** Absolute paths that are no work of the command. */
  readonly except: readonly string[]
}

/** Why the command did not do its work, in words; undefined when it did. */
export async function verifySample(
  verify: Verification | Verify | undefined,
  sample: VerifiableSample,
): Promise<string | undefined> {
  if (verify === undefined) return undefined
  const fault = typeof verify === 'function' ? await faultOfCall(verify, sample) : faultOf(verify, sample)
  return fault === undefined ? undefined : withOutput(`verify: ${fault}`, sample.result)
}

function faultOf({ files = [], stdout }: Verification, { folder, result }: VerifiableSample): string | undefined {
  const missing = files.filter((file) => !existsSync(resolve(folder.path, file)))
  if (missing.length > 0) return `${missing.join(', ')} ${missing.length === 1 ? 'does' : 'do'} not exist in ${folder.path}`
  return stdout === undefined || result.found ? undefined : `the standard output does not contain ${JSON.stringify(stdout)}`
}

async function faultOfCall(verify: Verify, sample: VerifiableSample): Promise<string | undefined> {
  try {
    await verify(outcomeOf(sample))
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function outcomeOf({ result: { stdout, stderr }, exitCode, folder, began, except }: VerifiableSample): CommandOutcome {
  let files: string[] | undefined
  return {
    stdout,
    stderr,
    exitCode,
    dir: folder.path,
    // Looked for when asked for: in a large project it takes its time.
    get files() {
      files ??= madeFiles({ dir: folder.path, since: folder.temporary ? undefined : began, except })
      return files
    },
  }
}
