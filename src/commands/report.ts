import { SloError } from '../model/fault.ts'
import type { ExitCode } from '../model/run.ts'
import { comparisonDocument } from '../report/documents/comparison-document.ts'
import { failuresDocument } from '../report/documents/failures-document.ts'
import type { OfRun } from '../report/documents/frame.ts'
import { resourcesDocument } from '../report/documents/resources-document.ts'
import { timingDocument } from '../report/documents/timing-document.ts'
import type { Document } from '../report/document.ts'
import { renderRun } from './render-run.ts'
import { declaredIn } from './report/declared-in.ts'
import { findTarget } from './report/find-target.ts'
import type { Target } from './report/find-target.ts'
import { readComparison } from './report/read-comparison.ts'
import { documentOfHistory, isOfHistory } from './report/document-of-history.ts'
import { pastOfProject, storedRun } from './report/stored-run.ts'
import { writeDocument } from './write-document.ts'
import type { World } from './world.ts'
import type { Rendering } from './write-report.ts'

export interface ReportRequest extends Rendering {
  /** `[kind] [path|run]`. */
  readonly words: readonly string[]
  /** Runs at most, of the kinds that tell of several. */
  readonly limit?: number
  /** A folder that is published as a site: the run is put there instead. */
  readonly publish?: string
  /** How many runs stay there. */
  readonly keep?: number
}

/** `slo report`: tells of what is stored. Tells only: the exit code is 0 whatever a run came to. */
export async function report(request: ReportRequest, world: World): Promise<ExitCode> {
  const { words, limit = 60, publish, keep = 50, ...rendering } = request
  const target = findTarget(words, world.cwd)
  if (publish !== undefined) return await publishRun(target, { dir: publish, keep }, world)
  if (target.kind === 'run') await reportRun(target, rendering, world)
  else await writeDocument(await documentOf(target, limit, world), rendering, world)
  return 0
}

async function publishRun(
  { kind, place }: Target,
  { dir, keep }: { readonly dir: string; readonly keep: number },
  world: World,
): Promise<ExitCode> {
  if (kind !== 'run') throw new SloError(`--publish is for runs, and ${kind} is none: write it with --output`)
  const { run } = await storedRun(place, world)
  const { publishReport } = await import('./report/publish-report.ts')
  publishReport({ run, ...(await pastOfProject(run, world)), dir, keep }, world)
  return 0
}

async function reportRun({ place }: Target, rendering: Rendering, world: World): Promise<void> {
  const { run, files } = await storedRun(place, world)
  await renderRun({ run, files, ...(await pastOfProject(run, world)) }, rendering, world)
}

interface Told {
  readonly document: Document
  readonly files: readonly string[]
}

async function documentOf({ kind, place }: Target, limit: number, world: World): Promise<Told> {
  if (isOfHistory(kind)) return { document: await documentOfHistory({ kind, place, limit }, world), files: [] }
  if (kind === 'comparative') {
    const { result, file } = await readComparison(place, world)
    return { document: comparisonDocument(result), files: [file] }
  }
  const { run, files } = await storedRun(place, world)
  return { document: ofRun[kind as keyof typeof ofRun]({ run, declared: declaredIn(world.cwd) }), files }
}

const ofRun = {
  failures: failuresDocument,
  timing: timingDocument,
  resources: resourcesDocument,
} satisfies Record<string, (of: OfRun) => Document>
