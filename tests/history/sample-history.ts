import type { HistoryEntry, Point, RunHead } from '../../src/model/history.ts'

/** A run of the given number: a minute apart, so that the order of the ids is that of time. */
export function head(number: number, changes: Partial<RunHead> = {}): RunHead {
  const at = new Date(Date.UTC(2026, 0, 1, 0, number)).toISOString()
  const standard = { scope: 'full', outcome: 'met', exitCode: 0, environment: 'ci', machineClass: 'local', fit: true } as const
  return { id: `run-${number}`, startedAt: at, finishedAt: at, fingerprint: 'machine-a', ...standard, ...changes }
}

export function point(name: string, median: number): Point {
  return { subject: { kind: 'command', name }, metric: 'duration', unit: 'ms', median, samples: 3 }
}

export function entry(
  number: number,
  points: readonly Point[] = [point('build', number)],
  changes: Partial<RunHead> = {},
): HistoryEntry {
  const verdicts = [
    { slo: 'first-build', status: 'met', measured: number, good: 3, total: 3 },
    { slo: 'no-figure', status: 'violated', good: 0, total: 1 },
    { slo: 'other', status: 'no-data' },
  ] as const
  return { head: head(number, changes), points, verdicts, report: `{"run":${number},"text":"ü\\u0000"}\n` }
}
