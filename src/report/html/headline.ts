import { failsRun } from '../../model/limit-hit.ts'
import type { Outcome, Run } from '../../model/run.ts'

/** What a run came to at a glance: a mark, words, and the outcome whose colour they have. */
export type Headline = readonly [mark: string, text: string, look: Outcome]

const headlines: Readonly<Record<Outcome, readonly [mark: string, headline: string]>> = {
  met: ['✓', 'All SLOs met'],
  warning: ['!', 'SLOs met, with warnings'],
  violated: ['✗', 'SLOs violated'],
  'no-data': ['?', 'SLOs without data'],
  inconclusive: ['~', 'SLOs inconclusive'],
  'not-judged': ['–', 'SLOs not judged'],
}

/** What the run came to, as a mark and in words. A limit, or a test, may be all that is wrong, and a filter may have left things out. */
export function headlineOf(run: Run): Headline {
  const { outcome, limits } = run
  if (outcome === 'violated' && limits.some(failsRun)) {
    return ['✗', hasViolated(run) ? 'SLOs violated, limits exceeded' : 'Limits exceeded', outcome]
  }
  return reserved(run) ?? [...headlines[outcome], outcome]
}

function hasViolated({ verdicts }: Run): boolean {
  return verdicts.some(({ status, slo }) => status === 'violated' && slo.enforce !== 'warn')
}

/** What the verdicts alone do not say of a run that they let pass. */
function reserved({ outcome, verdicts, tests }: Run): Headline | undefined {
  if (outcome !== 'met' && outcome !== 'warning') return undefined
  if (tests.failed > 0) return ['✗', 'Tests failed', 'violated']
  const isPart = outcome === 'met' && verdicts.some(({ status }) => status === 'no-data')
  return isPart ? ['–', 'Met, as far as measured', 'not-judged'] : undefined
}
