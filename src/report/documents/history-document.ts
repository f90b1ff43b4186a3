import type { PastVerdict, RunHead } from '../../model/history.ts'
import type { Objective } from '../../model/objective.ts'
import type { Run } from '../../model/run.ts'
import type { Check, Document, Row, Section, Tone } from '../document.ts'
import { countOf } from '../measured-text.ts'

/** Runs that were, and what became of their SLOs. */
export interface Remembered {
  readonly service: string | undefined
  /** The newest first. */
  readonly runs: readonly RunHead[]
  readonly verdicts: ReadonlyMap<string, readonly PastVerdict[]>
  /** The newest of them as a whole: it tells the units. */
  readonly latest: Run | undefined
}

/** The runs that are remembered: each with what it came to, and each SLO over all of them. */
export function historyDocument(remembered: Remembered): Document {
  const { service, runs } = remembered
  const [newest] = runs
  return {
    kind: 'historical',
    title: `${countOf(runs.length, 'run')} of ${service ?? 'this project'}`,
    outcome: newest?.outcome ?? 'not-judged',
    state: stateOf(runs),
    tone: toneOf(newest),
    at: newest?.finishedAt,
    facts: [],
    notes: machineNotes(runs),
    sections: [runSection(remembered), sloSection(remembered)],
    checks: runs.length === 0 ? [nothing] : runs.map(checkOf),
  }
}

const nothing: Check = { name: 'all runs', group: 'history', result: 'skipped', level: 'warning', message: 'no run is remembered' } // prettier-ignore

function stateOf(runs: readonly RunHead[]): string {
  const [newest] = runs
  if (newest === undefined) return 'no run is remembered'
  const outcomes = [...new Set(runs.map(({ outcome }) => outcome))].toSorted()
  const counts = outcomes.map((outcome) => `${runs.filter((run) => run.outcome === outcome).length} ${outcome}`)
  return `${counts.join(' | ')}; the newest: ${newest.outcome}, exit ${newest.exitCode}`
}

function toneOf(newest: RunHead | undefined): Tone {
  if (newest === undefined) return 'unsure'
  if (newest.exitCode === 1 || newest.outcome === 'violated') return 'bad'
  return newest.exitCode === 0 && (newest.outcome === 'met' || newest.outcome === 'warning') ? 'good' : 'unsure'
}

function machineNotes(runs: readonly RunHead[]): string[] {
  const machines = new Set(runs.map(({ fingerprint }) => fingerprint)).size
  return machines < 2 ? [] : [`these runs come from ${machines} different machines: their timings do not compare`]
}

function runSection({ runs, verdicts }: Remembered): Section {
  const count = (id: string, status: PastVerdict['status']): number | undefined => verdicts.get(id)?.filter((one) => one.status === status).length // prettier-ignore
  return {
    id: 'runs',
    title: 'Runs, the newest first',
    columns: [
      { key: 'name', title: 'run' },
      { key: 'startedAt', title: 'started' },
      { key: 'status', title: 'outcome' },
      ...['violated', 'noData', 'inconclusive', 'warning', 'met'].map((key) => ({ key, title: key === 'noData' ? 'no data' : key, align: 'right' }) as const), // prettier-ignore
      { key: 'scope', title: 'scope' },
      { key: 'revision', title: 'revision' },
      { key: 'environment', title: 'environment' },
      { key: 'machine', title: 'machine' },
    ],
    rows: runs.map((run) => ({
      name: run.id,
      startedAt: run.startedAt,
      status: run.outcome,
      violated: count(run.id, 'violated'),
      noData: count(run.id, 'no-data'),
      inconclusive: count(run.id, 'inconclusive'),
      warning: count(run.id, 'warning'),
      met: count(run.id, 'met'),
      scope: run.scope,
      revision: [run.branch, run.commit?.slice(0, 12)].filter((part) => part !== undefined).join('@'),
      environment: run.environment,
      machine: `${run.fingerprint}${run.fit ? '' : ' (not fit)'}`,
    })),
    most: 60,
  }
}

function sloSection({ runs, verdicts, latest }: Remembered): Section {
  const objectives = new Map(latest?.verdicts.map(({ slo }) => [slo.name, slo.objective]))
  const all = runs.flatMap(({ id }) => verdicts.get(id) ?? [])
  const bySlo = new Map<string, PastVerdict[]>()
  for (const verdict of all) {
    const past = bySlo.get(verdict.slo)
    if (past === undefined) bySlo.set(verdict.slo, [verdict])
    else past.push(verdict)
  }
  return {
    id: 'slos',
    title: 'SLOs over these runs',
    columns: [
      { key: 'name', title: 'SLO' },
      { key: 'status', title: 'newest' },
      { key: 'measured', title: 'measured', align: 'right' },
      { key: 'least', title: 'least', align: 'right' },
      { key: 'most', title: 'most', align: 'right' },
      { key: 'bound', title: 'bound' },
      { key: 'unit', title: 'unit', for: 'machines' },
      { key: 'good', title: 'good', align: 'right' },
      { key: 'judged', title: 'runs', align: 'right' },
    ],
    rows: [...bySlo].map(([name, past]) => sloRow(name, past, objectives.get(name))),
    most: 100,
  }
}

/** Figures of an SLO that the newest run does not have are of an unknown unit: they are left out. */
function sloRow(name: string, past: readonly PastVerdict[], objective: Objective | undefined): Row {
  const values = past.flatMap(({ measured }) => measured ?? [])
  const figure = (value: number | undefined) => (value === undefined || objective === undefined ? undefined : { value, unit: objective.unit }) // prettier-ignore
  return {
    name,
    status: past[0]?.status,
    measured: figure(past[0]?.measured),
    least: figure(values.length === 0 ? undefined : Math.min(...values)),
    most: figure(values.length === 0 ? undefined : Math.max(...values)),
    bound: objective === undefined ? undefined : `${objective.statistic} ${objective.op} ${objective.written}`,
    unit: objective?.unit,
    good: past.filter(({ status }) => status === 'met' || status === 'warning').length,
    judged: past.length,
  }
}

function checkOf({ id, outcome, exitCode, scope }: RunHead): Check {
  const message = `${outcome}, ${scope} run, exit ${exitCode}`
  const isWell = (outcome === 'met' || outcome === 'warning') && exitCode === 0
  if (isWell) return { name: id, group: 'history', result: 'passed', level: outcome === 'met' ? 'none' : 'warning', message }
  const isBroken = exitCode === 1 || outcome === 'violated'
  const [result, level] = isBroken ? (['failed', 'error'] as const) : exitCode === 3 ? (['error', 'error'] as const) : (['skipped', 'warning'] as const) // prettier-ignore
  return { name: id, group: 'history', result, level, message }
}
