import type { Config } from '../model/config.ts'
import { judgedBy } from '../model/past.ts'
import type { Past } from '../model/past.ts'
import type { Run } from '../model/run.ts'
import type { Slo } from '../model/slo.ts'

/** Runs that are recalled to judge one, where no window of an error budget wants more. */
const recalled = 60

export interface PastRequest {
  /** Folder of the project. */
  readonly root: string
  readonly config: Pick<Config, 'history' | 'slos'>
  /** Objectives that tests set for themselves. */
  readonly testSlos?: readonly Slo[]
  /** Left out for a run that is going on: then all that is remembered is its past. */
  readonly before?: Pick<Run, 'id' | 'startedAt'>
}

/** What the history knows from before a run; undefined where none is kept. The store and its driver are loaded when this is called. */
export async function pastOf({ root, config, testSlos = [], before }: PastRequest): Promise<Past | undefined> {
  if (config.history === false) return undefined
  const { readPast } = await import('../history/read-past.ts')
  const wanted = judgedBy([...config.slos, ...testSlos])
  return await readPast(
    { store: config.history.store, root },
    { wanted, limit: runsFor(config.slos, config.history.keep), before },
  )
}

/** Twice the window, because partial and unfit runs between its runs do not count; of days as many as are kept. */
export function runsFor(slos: readonly Slo[], keep: number): number {
  const windows = slos.flatMap(({ errorBudget }) => errorBudget?.window ?? [])
  return Math.max(recalled, ...windows.map(({ unit, length }) => (unit === 'runs' ? 2 * length : keep)))
}
