import type { Command } from 'commander'
import type { RunFilter } from '../model/history.ts'
import type { ExitCode } from '../model/run.ts'
import type { ExportRequest } from './history/export-runs.ts'
import type { ShowRequest } from './history/show-run.ts'
import type { HistoryRequest } from './history/with-history.ts'
import { wantsColor, withRendering } from './with-rendering.ts'
import { wholeNumber } from './whole-number.ts'
import { withProject } from './with-project.ts'
import type { World } from './world.ts'

type Run = (code: Promise<ExitCode>) => Promise<void>

/** Declares `slo history` with its commands. */
export function declareHistory(program: Command, run: Run, world: World): void {
  const history = program.command('history').description('the runs that are remembered')
  declareReading(history, run, world)
  declareWriting(history, run, world)
}

function declareReading(history: Command, run: Run, world: World): void {
  withProject(history.command('list').description('list them, the newest first'))
    .option('--branch <name>', 'of this branch only')
    .option('--environment <name>', 'of this environment only')
    .option('--limit <n>', 'so many at most', wholeNumber, 20)
    .action((request: HistoryRequest & RunFilter) =>
      run(import('./history/list-runs.ts').then(({ listRuns }) => listRuns(request, world))),
    )
  const show = history.command('show').argument('<run>', 'the begin of an id, or last').description('show one as slo report does')
  withRendering(show.option('--config <file>', 'the slo.config file')).action((id: string, request: ShowRequest, self: Command) =>
    run(import('./history/show-run.ts').then(({ showRun }) => showRun({ ...request, id, color: wantsColor(self) }, world))),
  )
  history
    .command('export')
    .description('write their report.json into a folder')
    .argument('[runs...]', 'the begins of ids, or last (default: all)')
    .requiredOption('--output <folder>', 'where to')
    .option('--config <file>', 'the slo.config file')
    .action((ids: readonly string[], request: ExportRequest) =>
      run(import('./history/export-runs.ts').then(({ exportRuns }) => exportRuns({ ...request, ids }, world))),
    )
}

function declareWriting(history: Command, run: Run, world: World): void {
  withProject(history.command('import').description('remember runs of other machines'))
    .argument('<paths...>', 'report files, or folders that hold report*.json')
    .action((paths: readonly string[], request: HistoryRequest) =>
      run(import('./history/import-runs.ts').then(({ importRuns }) => importRuns({ ...request, paths }, world))),
    )
  withProject(history.command('prune').description('forget all but the newest'))
    .option('--keep <n>', 'how many stay (default: as configured)', wholeNumber)
    .action((request: HistoryRequest & { readonly keep?: number }) =>
      run(import('./history/forget-runs.ts').then(({ pruneRuns }) => pruneRuns(request, world))),
    )
  withProject(history.command('forget').description('forget some of them'))
    .argument('<runs...>', 'the begins of ids')
    .action((ids: readonly string[], request: HistoryRequest) =>
      run(import('./history/forget-runs.ts').then(({ forgetRuns }) => forgetRuns({ ...request, ids }, world))),
    )
}
