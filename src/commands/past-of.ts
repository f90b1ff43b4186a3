import type { Config } from '../model/config.ts'
import type { RunFilter } from '../model/history.ts'
import { judgedBy } from '../model/past.ts'
import type { Past } from '../model/past.ts'
import type { Machine, Run } from '../model/run.ts'
import type { Slo } from '../model/slo.ts'

/** Runs that are recalled to judge one, with their series. */
const recalled = 60
/** Of the branch that it is compared with, on its machine: what rises slowly shows only against what is long past. */
const compared = 400
/** Of the branch that it is compared with, on any machine: to say what is there where nothing can be compared. */
const elsewhere = 20

export interface PastRequest {
  /** Folder of the project. */
  readonly root: string
  readonly config: Pick<Config, 'history' | 'slos'>
  /** Objectives that tests set for themselves. */
  readonly testSlos?: readonly Slo[]
  /** Left out for a run that is going on: then all that is remembered is its past. */
  readonly before?: Pick<Run, 'id' | 'startedAt'>
  readonly here: Pick<Run, 'branch'> & { readonly machine: Pick<Machine, 'fingerprint'> }
}

/** What the history knows from before a run; undefined where none is kept. The store and its driver are loaded when this is called. */
export async function pastOf({ root, config, testSlos = [], before, here }: PastRequest): Promise<Past | undefined> {
  if (config.history === false) return undefined
  const { readPast } = await import('../history/read-past.ts')
  const relative = config.slos.filter(({ baseline }) => baseline !== undefined)
  const request = {
    wanted: judgedBy([...config.slos, ...testSlos]),
    limit: recalled,
    also: [...(relative.length === 0 ? [] : branchesOf(relative, here)), ...windowsOf(config.slos, config.history.keep, here)],
    alsoWanted: judgedBy(relative),
    before,
  }
  return await readPast({ store: config.history.store, root }, request)
}

/** The runs of this branch, of which the trends are and over which error budgets are spent; others may have made the newest. */
function windowsOf(slos: readonly Slo[], keep: number, { branch }: PastRequest['here']): RunFilter[] {
  return [{ branch, limit: Math.max(recalled, runsFor(slos, keep)) }]
}

/** Runs for the largest window: twice as many, because partial and unfit ones between them do not count; of days as many as are kept. 0 without any. */
export function runsFor(slos: readonly Slo[], keep: number): number {
  const windows = slos.flatMap(({ errorBudget }) => errorBudget?.window ?? [])
  return Math.max(0, ...windows.map(({ unit, length }) => (unit === 'runs' ? 2 * length : keep)))
}

/** The runs that SLOs with a baseline may be compared with, and the last ones of this branch. A name that is no branch finds none. */
function branchesOf(relative: readonly Slo[], { branch, machine: { fingerprint } }: PastRequest['here']): RunFilter[] {
  const named = relative.map(({ baseline }) => baseline?.against)
  const against = new Set(named.flatMap((name) => (name === undefined ? ['main', 'master'] : [name])))
  const own = branch === undefined || against.has(branch) ? [] : [{ branch, fingerprint, limit: 10 }]
  return [...own, ...[...against].flatMap((name) => [{ branch: name, fingerprint, limit: compared }, { branch: name, limit: elsewhere }])] // prettier-ignore
}
