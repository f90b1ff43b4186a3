import type { Line, Span, Timeline, Track } from '../../../src/model/timeline.ts'

/** Looks like chance, and is the same every time: 0 to 1. */
function wobble(seed: number): number {
  const mixed = Math.imul(seed ^ (seed >>> 15), 0x85ebca6b)
  return ((Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35) ^ mixed) >>> 0) / 2 ** 32
}

interface Shape {
  readonly from: number
  readonly to: number
  readonly count: number
}

function lineOf({ count }: Shape, value: (share: number, place: number) => number | null): Line {
  const mean = Array.from({ length: count }, (_, place) => value(place / count, place))
  const around = (factor: number): (number | null)[] => mean.map((one, place) => (one === null ? null : one * (1 + factor * wobble(place * 13)))) // prettier-ignore
  return { mean, min: around(-0.15), max: around(0.2) }
}

function trackOf(subject: Track['subject'], shape: Shape, parts: Partial<Track> = {}): Track {
  const { from, to, count } = shape
  return {
    subject,
    source: 'samples of a walk through /proc',
    cores: 2,
    edges: Array.from({ length: count + 1 }, (_, place) => Math.round(from + ((to - from) * place) / count)),
    phases: [],
    lines: {
      cpu: lineOf(shape, (share, place) => 0.3 + Math.sin(share * 9) ** 2 * 1.4 * wobble(place)),
      memory: lineOf(shape, (share) => 60e6 + 40e6 * Math.sin(share * 3)),
      diskRead: { mean: Array.from({ length: count }, (_, place) => (place % 40 === 3 ? 3e6 : 0)) },
      diskWrite: lineOf(shape, (_, place) => (place % 25 < 4 ? 12e6 * wobble(place) : 0)),
    },
    ...parts,
  }
}

const scaffold: Shape = { from: 42_000, to: 56_000, count: 90 }
const phases = Array.from({ length: 4 }, (_, place) => ({ name: place === 0 ? 'warm-up 1' : `sample ${place}`, from: 42_000 + place * 3500, to: 45_300 + place * 3500 })) // prettier-ignore
const database: Shape = { from: 6000, to: 31_000, count: 100 }

function spansOf(tests: number): Span[] {
  const files = Math.min(60, Math.ceil(tests / 40))
  return Array.from({ length: files }, (_file, place) => place).flatMap((place): Span[] => {
    const [worker, turn] = [1 + (place % 3), Math.floor(place / 3)]
    const length = 36_000 / Math.ceil(files / 3)
    const from = 3000 + turn * length + worker * 200
    const testsFrom = from + length * 0.15
    const file = `tests/unit/area-${place}.test.ts`
    const each = (length * 0.8) / 9
    const own = Array.from({ length: Math.min(9, tests - place * 40) }, (_, test): Span => {
      const index = place * 40 + test
      const subject = { kind: 'test', name: `group ${index % 9} > case ${index}`, file } as const
      const began = testsFrom + test * each
      return { subject, from: began, to: began + each * (place % 4 === 1 ? 1.6 : 0.9), worker, ...(index === 43 ? { failed: true as const } : {}) } // prettier-ignore
    })
    return [{ subject: { kind: 'file', name: file }, from, to: from + length * 0.97, testsFrom, worker }, ...own]
  })
}

/** A run of a minute over time: three workers, a command after the tests, and a container that was stopped for a while. */
export function richTimeline(tests = 300): Timeline {
  const probe: Span = { subject: { kind: 'command', name: 'cli:scaffold' }, from: 41_800, to: 56_400, worker: 1 }
  return {
    duration: 60_000,
    leftOut: { commands: 1, containers: 0, files: 0, tests: Math.max(0, tests - 72) },
    spans: [...spansOf(tests), probe],
    tracks: [
      trackOf({ kind: 'run', name: 'run' }, { from: 150, to: 59_900, count: 280 }),
      trackOf({ kind: 'command', name: 'cli:scaffold' }, scaffold, { phases, source: 'samples of its own control group (version 2)' }), // prettier-ignore
      trackOf({ kind: 'container', name: 'postgres:17' }, database, {
        phases: [{ name: 'start', from: 6000, to: 9000 }],
        lines: {
          cpu: lineOf(database, (share) => (share > 0.5 && share < 0.6 ? null : 0.4 * share)),
          memory: lineOf(database, (share) => (share > 0.5 && share < 0.6 ? null : 120e6 + 60e6 * share)),
          networkSent: lineOf(database, (share) => (share > 0.5 && share < 0.6 ? null : 3e5 * share)),
          networkReceived: lineOf(database, (share) => (share > 0.5 && share < 0.6 ? null : 9e4)),
        },
      }),
    ],
  }
}
