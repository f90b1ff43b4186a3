import { describeLimit, failsRun } from '../model/limit-hit.ts'
import type { LimitName } from '../model/limit.ts'
import type { Run } from '../model/run.ts'
import { formatSelector } from '../model/subject.ts'
import type { Verdict } from '../model/verdict.ts'
import { causePlace } from './cause-place.ts'
import { consequence } from './consequence.ts'
import type { Check, FilePlace } from './document.ts'
import { countOf } from './measured-text.ts'
import { notJudgedText } from './run-state.ts'
import { sanitizeFlat } from './text/sanitize.ts'

/** Where SLOs and limits are declared, as far as somebody knows. */
export interface Declared {
  readonly slo: (name: string) => FilePlace | undefined
  readonly limit: (name: LimitName) => FilePlace | undefined
}

/** For where nobody knows. */
export const nowhere: Declared = { slo: () => undefined, limit: () => undefined }

/** Everything that a run was judged by: one check for each SLO and each limit, and one for what stands above them. Never empty. */
export function checksOfRun(run: Run, declared: Declared): Check[] {
  const verdicts = run.verdicts.map((verdict) => verdictCheck(verdict, run, declared))
  return [...overallChecks(run), ...verdicts, ...limitChecks(run, declared)]
}

/** Those of them that are about something, or one that says that none is: a list of nothing looks like a run of nothing. */
export function checksAbout(checks: readonly Check[], others: ReadonlySet<string>, what: string): Check[] {
  const kept = checks.filter(({ name }) => !others.has(name))
  return kept.length > 0 ? kept : [{ name: 'all SLOs', group: 'run', result: 'skipped', level: 'note', message: `no SLO is about ${what}` }] // prettier-ignore
}

function overallChecks(run: Run): Check[] {
  const { scope, tests } = run
  const open = notJudgedText(run)
  const isCut = scope === 'interrupted'
  const all = { name: 'all SLOs', group: 'run' } as const
  const unjudged: Check[] = open === undefined ? [] : [{ ...all, result: isCut ? 'error' : 'skipped', level: isCut ? 'error' : 'warning', message: open }] // prettier-ignore
  const message = `${countOf(tests.failed, 'test')} failed, which fails the run whatever the SLOs say`
  const failed: Check[] = tests.failed === 0 ? [] : [{ name: 'tests', group: 'run', result: 'failed', level: 'error', message }]
  return [...unjudged, ...failed]
}

function verdictCheck(verdict: Verdict, run: Run, declared: Declared): Check {
  const { slo, status } = verdict
  const isWell = status === 'met' || status === 'warning'
  return {
    name: slo.name,
    group: formatSelector(slo.sli.subject),
    ...weight(verdict, run),
    message: messageOf(verdict, run),
    ...present('cause', isWell ? undefined : causePlace(slo, run)),
    ...present('declared', declaredPlace(verdict, declared)),
  }
}

/** An SLO that a test set for itself stands in the file of that test. */
function declaredPlace({ slo: { name, sli } }: Verdict, declared: Declared): FilePlace | undefined {
  const { subject } = sli
  const isOwn = subject.kind === 'test' && subject.file !== undefined && name.startsWith(`${subject.file} > `)
  return isOwn ? { file: subject.file } : declared.slo(name)
}

function messageOf(verdict: Verdict, run: Run): string {
  const reason = sanitizeFlat(verdict.reason)
  const effect = consequence(verdict, run)
  const told = verdict.status === 'no-data' ? `no data: ${reason}` : reason
  return effect === undefined || effect === 'fails the run' ? told : `${told} (${effect})`
}

type Weight = Pick<Check, 'result' | 'level'>

const weights: Readonly<Record<Verdict['status'], Weight>> = {
  met: { result: 'passed', level: 'none' },
  warning: { result: 'passed', level: 'warning' },
  inconclusive: { result: 'skipped', level: 'warning' },
  'no-data': { result: 'skipped', level: 'warning' },
  violated: { result: 'skipped', level: 'warning' },
}

function weight(verdict: Verdict, run: Run): Weight {
  const { status } = verdict
  if (run.scope === 'shard' || run.scope === 'interrupted') return { ...weights[status], result: 'skipped' }
  if (!failsNow(verdict, run)) return weights[status]
  return status === 'violated' ? { result: 'failed', level: 'error' } : { result: 'error', level: 'error' }
}

function failsNow(verdict: Verdict, run: Run): boolean {
  if (verdict.status === 'inconclusive') return verdict.slo.enforce !== 'warn' && failsUndecided(run)
  const effect = consequence(verdict, run)
  return effect === 'fails the run' || effect === 'fails a full run'
}

/** A stored run does not tell whether what is inconclusive fails it; its exit code does, where nothing else explains it. */
function failsUndecided(run: Run): boolean {
  return run.exitCode === 3 && !run.verdicts.some((verdict) => consequence(verdict, run) === 'fails a full run')
}

function limitChecks({ limits }: Run, declared: Declared): Check[] {
  return [...new Set(limits.map(({ limit }) => limit))].map((name): Check => {
    const own = limits.filter(({ limit }) => limit === name)
    const told: Weight = own.every(({ kind }) => kind === 'held') ? weights.met : weights.violated
    return {
      name: `limit ${name}`,
      group: 'limit',
      ...(own.some(failsRun) ? { result: 'failed', level: 'error' } : told),
      message: sanitizeFlat(own.map(describeLimit).join('; ')),
      ...present('declared', declared.limit(name)),
    }
  })
}

function present<K extends string, T>(key: K, value: T | undefined): { readonly [P in K]?: T } {
  return (value === undefined ? {} : { [key]: value }) as { readonly [P in K]?: T }
}
