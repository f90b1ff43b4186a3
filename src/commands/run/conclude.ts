import { SloError } from '../../model/fault.ts'
import type { ExitCode, Run } from '../../model/run.ts'
import type { VitestEnd } from './run-vitest.ts'

export interface Conclusion {
  readonly exitCode: ExitCode
  /** What the output of Vitest does not say itself. */
  readonly note?: string
}

/**
 * The exit code of `slo run`, from how Vitest ended and what was judged. Throws SloError where nothing was. An interrupt is 2, the
 * code of work that was not done, and not the shell's 128 + n: the contract of the command line knows 0 to 3 only.
 */
export function conclude(end: VitestEnd, judged: Run | undefined, reportName: string): Conclusion {
  const stopped = stoppedBy(end)
  if (stopped !== undefined) throw new SloError(`${stopped}: nothing was judged`)
  if (judged === undefined) throw notJudged(end.code, reportName)
  const { exitCode, scope } = judged
  if (scope === 'interrupted' && exitCode === 0) throw new SloError('Vitest was interrupted: nothing was judged; run it again')
  if (exitCode === 3) return { exitCode, note: 'slo run: exit 3, no data or inconclusive where these fail (Vitest itself knows only 0 and 1)' } // prettier-ignore
  if (exitCode !== 0 || end.code === 0) return { exitCode }
  return { exitCode: 1, note: `slo run: exit 1, no SLO fails the run, but Vitest itself ended with exit code ${end.code} (see above)` } // prettier-ignore
}

function stoppedBy({ interrupted, signal }: VitestEnd): string | undefined {
  if (interrupted !== undefined) return `slo run was interrupted by ${interrupted}`
  return signal === undefined ? undefined : `Vitest was killed by ${signal}, which is often a lack of memory`
}

function notJudged(code: number | undefined, reportName: string): SloError {
  const printed = code === 0 ? '' : '\n  - what Vitest printed above may say why'
  return new SloError(`nothing was judged: Vitest ended with exit code ${code} and wrote no ${reportName}${printed}
  - slo() must be in the plugins of the Vitest config: slo doctor says whether it is there, slo init adds it
  - where the root of Vitest is another folder, name it: slo run -- --root <folder>`)
}
