import type { Declared } from './checks-of-run.ts'
import { locateLimit, locateSlo } from './locate-slo.ts'

/** Where SLOs and limits are declared, by the text of the file. */
export function declaredInSource(file: string, source: string): Declared {
  return {
    slo: (name) => ({ file, line: locateSlo(source, name).line }),
    limit: (name) => ({ file, line: locateLimit(source, name).line }),
  }
}
