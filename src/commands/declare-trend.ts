import type { Command } from 'commander'
import type { ExitCode } from '../model/run.ts'
import type { TrendRequest } from './trend.ts'
import { wantsColor } from './with-rendering.ts'
import { wholeNumber } from './whole-number.ts'
import type { World } from './world.ts'

/** Declares `slo trend`. */
export function declareTrend(program: Command, run: (code: Promise<ExitCode>) => Promise<void>, world: World): void {
  program
    .command('trend')
    .description('where the figures of the SLOs are going: slope, changes of level, forecast; judges nothing')
    .argument('[slo]', 'the name of one SLO, to see its runs (default: a table of all)')
    .option('--runs <n>', 'so many runs at most, the newest', wholeNumber, 100)
    .option('--branch <name>', 'of this branch (default: that of the newest run)')
    .option('--config <file>', 'the slo.config file')
    .option('--json', 'print the result as JSON')
    .action((slo: string | undefined, request: Omit<TrendRequest, 'slo' | 'color'>, self: Command) =>
      run(import('./trend.ts').then(({ trend }) => trend({ ...request, slo, color: wantsColor(self) }, world))),
    )
}
