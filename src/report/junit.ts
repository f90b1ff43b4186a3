import type { Check, Document } from './document.ts'
import { escapeXml } from './text/escape-xml.ts'

/**
 * What was judged as JUnit XML, valid against the schemas of Jenkins (jenkins-junit.xsd, junit-10.xsd of its plugin xUnit): one test case each. What has no data and fails the
 * run is an error, what could not be judged is skipped, with the reason; neither is ever a pass.
 */
export function renderJunit(document: Document): string {
  const { title, at, duration, checks, outcome, kind, facts } = document
  const count = (result: Check['result']) => checks.filter((check) => check.result === result).length
  const counts = `tests="${checks.length}" failures="${count('failed')}" errors="${count('error')}"`
  // A clock that was set back measures less than nothing, which no reader of this format takes.
  const timing = duration === undefined || duration < 0 ? '' : ` time="${(duration / 1000).toFixed(3)}"`
  const stamp = at === undefined ? '' : ` timestamp="${escapeXml(at.slice(0, 19))}"`
  const properties = [['report', kind], ['outcome', outcome], ...facts] as const
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="vitest-slo" ${counts}${timing}>
<testsuite name="${escapeXml(title)}" ${counts} skipped="${count('skipped')}"${timing}${stamp}>
<properties>
${properties.map(([name, value]) => `<property name="${escapeXml(name)}" value="${escapeXml(value)}"/>\n`).join('')}</properties>
${checks.map(testCase).join('')}</testsuite>
</testsuites>
`
}

const elements = { failed: 'failure', error: 'error' } as const
const types = { failed: 'SloViolation', error: 'NoData' } as const

function testCase(check: Check): string {
  const { name, group, message } = check
  return `<testcase classname="${escapeXml(group)}" name="${escapeXml(name)}">
${finding(check)}<system-out>${escapeXml(message)}</system-out>
</testcase>
`
}

/** Older schemas of Jenkins know a reason for what was skipped as text alone. */
function finding(check: Check): string {
  const { result, message } = check
  if (result === 'passed') return ''
  if (result === 'skipped')
    return `<skipped>${[escapeXml(message), placesText(check)].filter((text) => text !== '').join('\n')}</skipped>\n`
  const element = elements[result]
  return `<${element} type="${types[result]}" message="${escapeXml(message)}">${placesText(check)}</${element}>\n`
}

function placesText({ cause, declared }: Check): string {
  const places = [cause, declared].filter((place) => place !== undefined)
  return places.map(({ file, line }) => escapeXml(line === undefined ? file : `${file}:${line}`)).join('\n')
}
