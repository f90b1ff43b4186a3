import type { ContainerRepeated, ContainerShare } from '../../model/insight.ts'
import { partsOf } from '../../model/recordings.ts'
import type { Series } from '../../model/series.ts'
import type { Figures } from './figures.ts'

const largeShare = 0.5
/** Milliseconds. */
const worthTelling = 1000

/** Containers whose start takes half of the time of a file and more. */
export function containerShares({ all, last }: Figures): ContainerShare[] {
  return startups(all).flatMap(({ container, file, project, samples }) => {
    const duration = last({ kind: 'file', name: file, project }, 'duration')
    const startup = total(samples)
    if (duration === undefined || startup < worthTelling || startup < largeShare * duration) return []
    const place = project === undefined ? { file } : { file, project }
    // What starts side by side can take longer than the file.
    return [{ kind: 'container-share', container, ...place, starts: samples.length, startup, duration, share: Math.min(1, startup / duration) }] // prettier-ignore
  })
}

/** Containers that more than one file starts. */
export function repeatedContainers({ all }: Figures): ContainerRepeated[] {
  const starts = startups(all)
  return [...new Set(starts.map(({ container }) => container))].flatMap((container) => {
    const own = starts.filter((start) => start.container === container)
    const files = [...new Set(own.map(({ file }) => file))]
    const samples = own.flatMap((start) => start.samples)
    const startup = total(samples)
    const once = Math.min(...samples)
    if (files.length < 2 || startup - once < worthTelling) return []
    return [{ kind: 'container-repeated', container, files, starts: samples.length, startup, once }]
  })
}

interface Startup {
  readonly container: string
  readonly file: string
  readonly project?: string
  readonly samples: readonly number[]
}

/** What each file waited for each container. */
function startups(all: readonly Series[]): Startup[] {
  const found = new Map<string, Startup>()
  for (const { subject, metric, samples, origin } of all.flatMap(partsOf)) {
    const known = samples.filter((sample) => Number.isFinite(sample))
    if (subject.kind !== 'container' || metric !== 'startup' || origin === undefined || known.length === 0) continue
    const { file, project } = origin
    const key = JSON.stringify([subject.name, project, file])
    found.set(key, { container: subject.name, file, project, samples: [...(found.get(key)?.samples ?? []), ...known] })
  }
  return [...found.values()]
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}
