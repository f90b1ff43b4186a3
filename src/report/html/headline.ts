import { failsRun } from '../../model/limit-hit.ts'
import type { Outcome, Run } from '../../model/run.ts'

const headlines: Readonly<Record<Outcome, readonly [mark: string, headline: string]>> = {
  met: ['✓', 'All SLOs met'],
  warning: ['!', 'SLOs met, with warnings'],
  violated: ['✗', 'SLOs violated'],
  'no-data': ['?', 'SLOs without data'],
  inconclusive: ['~', 'SLOs inconclusive'],
  'not-judged': ['–', 'SLOs not judged'],
}

/** What the run came to, as a mark and in words. A limit may be all that is wrong. */
export function headlineOf({ outcome, limits, verdicts }: Run): readonly [mark: string, headline: string] {
  const isLimit = outcome === 'violated' && limits.some(failsRun)
  const isSlo = verdicts.some(({ status, slo }) => status === 'violated' && slo.enforce !== 'warn')
  if (!isLimit) return headlines[outcome]
  return ['✗', isSlo ? 'SLOs violated, limits exceeded' : 'Limits exceeded']
}
