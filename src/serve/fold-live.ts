import type { LiveEvent, LiveProbe, LiveRun } from '../model/live.ts'

// What is shown of each; a run that breaks a thousand tests is looked into elsewhere.
const mostFailures = 100
const mostTexts = 20

type Kind = LiveEvent['kind']
type Of<K extends Kind> = Extract<LiveEvent, { readonly kind: K }>

/** The run after one more event. Nothing is known before the start of one; an event of a kind that is not known changes nothing. */
export function foldLive(run: LiveRun | undefined, event: LiveEvent): LiveRun | undefined {
  if (event.kind === 'started') return startedBy(event)
  const fold = folds[event.kind] as ((run: LiveRun, event: LiveEvent) => Partial<LiveRun>) | undefined
  return run === undefined || fold === undefined ? run : { ...run, ...fold(run, event), events: run.events + 1 }
}

function startedBy({ id, pid, processStart, at, service }: Of<'started'>): LiveRun {
  const nothing = { failures: [], probes: [], limits: [], notes: [] }
  return { id, pid, processStart, startedAt: at, service, status: 'running', phase: 'starting', ...nothing, events: 1 }
}

const folds: { readonly [K in Exclude<Kind, 'started'>]: (run: LiveRun, event: Of<K>) => Partial<LiveRun> } = {
  tests: ({ phase }, { tests }) => ({ tests, phase: phase === 'starting' ? 'tests' : phase }),
  failed: ({ failures }, { failure }) => ({ failures: [...failures, failure].slice(0, mostFailures) }),
  probe: ({ probes }, { probe }) => ({ probes: withProbe(probes, probe), phase: 'probes' }),
  profiling: (_, { pass }) => ({ pass, phase: 'profiling' }),
  limit: ({ limits }, { text }) => ({ limits: [...limits, text].slice(0, mostTexts) }),
  note: ({ notes }, { text }) => ({ notes: [...notes, text].slice(-mostTexts) }),
  judged: (_, { judged }) => ({ judged, phase: 'ending' }),
  ended: (_, { at }) => ({ status: 'ended', endedAt: at, phase: 'ending' }),
}

/** One entry a probe and round, in the order in which they began. */
function withProbe(probes: readonly LiveProbe[], probe: LiveProbe): readonly LiveProbe[] {
  const index = probes.findIndex(({ place, round }) => place === probe.place && round === probe.round)
  return index === -1 ? [...probes, probe] : probes.with(index, probe)
}
