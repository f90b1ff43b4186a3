import type { Check, Document } from './document.ts'
import { fingerprint } from './fingerprint.ts'
import { sanitize } from './text/sanitize.ts'

const severities = { error: 'critical', warning: 'minor', note: 'info', none: 'info' } as const

/** What is not well as a code quality report of GitLab: one entry each, with the place of its cause or of the promise. */
export function renderCodeQuality({ checks }: Pick<Document, 'checks'>): string {
  const entries = checks.filter(({ level }) => level !== 'none').map(entryOf)
  return `${JSON.stringify(entries, undefined, 2)}\n`
}

function entryOf({ name, group, level, message, cause, declared }: Check): object {
  const { file, line = 1 } = cause ?? declared ?? { file: 'slo.config.ts' }
  return {
    description: sanitize(`${name}: ${message}`),
    check_name: sanitize(name),
    fingerprint: fingerprint(`${group}\n${name}`),
    severity: severities[level],
    location: { path: sanitize(file), lines: { begin: Math.max(1, line) } },
  }
}
