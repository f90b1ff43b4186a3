import { readFileSync } from 'node:fs'
import { SloError } from '../model/fault.ts'
import type { Run } from '../model/run.ts'
import { parseReport } from '../report/schema/parse-report.ts'

/** Reads a stored run. `name` is the path for messages. Throws SloError with the reason where it cannot be used. */
export function readReport(file: string, name: string): Run {
  const parsed = parseReport(readText(file, name))
  if (!parsed.ok) throw new SloError(`${name} ${parsed.reason}`)
  return parsed.stored
}

function readText(file: string, name: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') throw new SloError(`${name} was not found: run your tests with slo run first, or name another file`)
    throw new SloError(`${name} could not be read: ${message}`)
  }
}
