import type { Check, Document, FilePlace } from './document.ts'
import { fingerprint } from './fingerprint.ts'
import { cutMiddle } from './text/cut-middle.ts'
import { sanitize } from './text/sanitize.ts'

/**
 * What is not well as SARIF 2.1.0, for code scanning: one result each. A run of which nothing was judged has a result that says so, and
 * an invocation that did not succeed: an empty list would close every alert.
 */
export function renderSarif(document: Document): string {
  const found = document.checks.filter(({ level }) => level !== 'none')
  const rules = [...new Map(found.map((check) => [ruleId(check), check]))]
  const run = {
    tool: { driver: { name: 'vitest-slo', informationUri: 'https://www.npmjs.com/package/vitest-slo', rules: rules.map(([id, check]) => ruleOf(id, check)) } }, // prettier-ignore
    automationDetails: { id: `vitest-slo/${document.kind}/` },
    invocations: [{ executionSuccessful: document.outcome !== 'not-judged', endTimeUtc: document.at, exitCodeDescription: oneLine(document.state) }], // prettier-ignore
    columnKind: 'utf16CodeUnits',
    results: found.map(resultOf),
  }
  const schema = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json'
  return `${JSON.stringify({ $schema: schema, version: '2.1.0', runs: [run] }, undefined, 2)}\n`
}

/** Short enough for code scanning, and still one for each name. */
function ruleId({ name, group }: Check): string {
  const id = `${group}/${name}`
  return id.length <= 160 ? oneLine(id) : `${cutMiddle(oneLine(id), 120)}/${fingerprint(id)}`
}

function ruleOf(id: string, { name, group }: Check): object {
  const text = cutMiddle(oneLine(`${group}: ${name}`), 200)
  return { id, name: cutMiddle(oneLine(name), 200), shortDescription: { text } }
}

function resultOf(check: Check): object {
  const { level, message, name, group, cause, declared } = check
  return {
    ruleId: ruleId(check),
    level,
    message: { text: oneLine(`${name}: ${message}`) },
    locations: [locationOf(cause ?? declared ?? { file: 'slo.config.ts' })],
    ...(cause === undefined || declared === undefined
      ? {}
      : { relatedLocations: [{ ...locationOf(declared), message: { text: 'promised here' } }] }),
    partialFingerprints: { 'slo/v1': fingerprint(`${group}\n${name}`) },
  }
}

function locationOf({ file, line }: FilePlace): object {
  const region = line === undefined || line < 1 ? {} : { region: { startLine: line } }
  return { physicalLocation: { artifactLocation: { uri: uriOf(file), uriBaseId: '%SRCROOT%' }, ...region } }
}

/** A path as a relative reference. */
function uriOf(file: string): string {
  return sanitize(file).split('/').map(encodeURIComponent).join('/')
}

function oneLine(text: string): string {
  return sanitize(text).trim() || '–'
}
