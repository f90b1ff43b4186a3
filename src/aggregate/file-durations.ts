import type { PastSeries } from '../model/history.ts'
import type { Series } from '../model/series.ts'
import { subjectKey } from '../model/subject.ts'
import type { Subject } from '../model/subject.ts'
import type { WeighedFile } from '../model/shard-plan.ts'
import { median } from '../stats/median.ts'

/** The file of a project that runs its probes: all of them together, one sample after the other. */
export interface ProbeFile {
  readonly file: string
  readonly project: string
  /** Names of the probes, and how often each is run in all. */
  readonly runs: ReadonlyMap<string, number>
}

/** How long each test file took, from what one run or several measured: the median of what is known of it. */
export function durationsInRuns(series: readonly Series[], probes: ProbeFile): readonly WeighedFile[] {
  const measured = new Map<string, { readonly subject: Subject; readonly samples: number[] }>()
  for (const { subject, metric, samples } of series) {
    if (metric !== 'duration' || samples.length === 0) continue
    const known = measured.get(subjectKey(subject)) ?? { subject, samples: [] }
    measured.set(subjectKey(subject), known)
    known.samples.push(...samples)
  }
  return gather([...measured.values()].map(({ subject, samples }) => ({ subject, duration: median(samples) })), probes) // prettier-ignore
}

/** How long each test file that ran in `latest` takes: the median of the runs that are remembered. */
export function durationsInHistory(
  past: readonly PastSeries[],
  latest: ReadonlySet<string>,
  probes: ProbeFile,
): readonly WeighedFile[] {
  // A file that did not run in the latest whole run is gone.
  const alive = past.filter(({ metric, values }) => metric === 'duration' && values.some(({ run }) => latest.has(run)))
  return gather(alive.map(({ subject, values }) => ({ subject, duration: median(values.map((one) => one.median)) })), probes) // prettier-ignore
}

interface Timed {
  readonly subject: Subject
  readonly duration: number
}

function gather(timed: readonly Timed[], { file, project, runs }: ProbeFile): readonly WeighedFile[] {
  const files = timed.filter(({ subject }) => subject.kind === 'file')
  const commands = timed.filter(({ subject }) => subject.kind === 'command' && runs.has(subject.name))
  const probing = commands.reduce((sum, { subject, duration }) => sum + duration * (runs.get(subject.name) as number), 0)
  const own = files.map(({ subject, duration }): WeighedFile => {
    return { file: subject.name, ...(subject.project === undefined ? {} : { project: subject.project }), duration }
  })
  return commands.length === 0 ? own : [...own, { file, project, duration: probing }]
}
