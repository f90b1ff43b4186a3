import { existsSync } from 'node:fs'
import { SloError } from '../../model/fault.ts'
import type { Run } from '../../model/run.ts'
import { readReport } from '../read-report.ts'

export interface StoredResult {
  readonly file: string
  /** Its path for messages. */
  readonly name: string
}

/** The id of the run that lies there now; undefined where there is none that can be read. */
export function storedId(file: string): string | undefined {
  try {
    return readReport(file, file).id
  } catch {
    return undefined
  }
}

/**
 * The result of the run that was started at `at`; undefined where none was written since, an older one included: a verdict on
 * another run must never pass for one on this. Throws SloError where it is there and broken.
 */
export function freshReport(
  { file, name }: StoredResult,
  before: { readonly id: string | undefined; readonly at: Date },
): Run | undefined {
  if (!existsSync(file)) return undefined
  const run = readFresh(file, name, before.id)
  const isOurs = run !== undefined && run.id !== before.id && Date.parse(run.startedAt) >= before.at.getTime()
  return isOurs ? run : undefined
}

/** What could be read before and can no longer has been written over; what never could be read is not of this run. */
function readFresh(file: string, name: string, idBefore: string | undefined): Run | undefined {
  try {
    return readReport(file, name)
  } catch (error) {
    if (idBefore === undefined) return undefined
    throw error instanceof SloError ? error : new SloError(`${name} could not be read`)
  }
}
