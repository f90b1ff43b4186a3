import type { Command } from 'commander'
import type { ExitCode } from '../model/run.ts'
import type { NoiseRequest } from './noise.ts'
import type { SuggestRequest } from './suggest.ts'
import { wholeNumber } from './whole-number.ts'
import type { World } from './world.ts'

type Run = (code: Promise<ExitCode>) => Promise<void>

/** Declares `slo noise` and `slo suggest`. */
export function declareNoise(program: Command, run: Run, world: World): void {
  program
    .command('noise')
    .description('run the working tree against itself, and say which change of each SLO could be found on this machine')
    .argument('[vitest...]', 'filters and, behind --, options for Vitest')
    .option('--slo <names...>', 'what these SLOs look at (default: all of them)')
    .option('--pairs <n>', 'how many pairs of runs', wholeNumber, 10)
    .option('--build <command>', 'how it is built (default: its script "build")')
    .option('--no-build', 'build nothing')
    .option('--config <file>', 'the slo.config file')
    .option('--json', 'print the result as JSON')
    .action((vitestArgs: readonly string[], options: Omit<NoiseRequest, 'vitestArgs'>) =>
      run(import('./noise.ts').then(({ noise }) => noise({ ...options, vitestArgs }, world))),
    )
  program
    .command('suggest')
    .description('suggest objectives by what past runs measured, with the false and missed alarms of each')
    .option('--slo <names...>', 'of these SLOs (default: all of them)')
    .option('--runs <n>', 'so many of the newest runs', wholeNumber, 100)
    .option('--config <file>', 'the slo.config file')
    .option('--json', 'print the result as JSON')
    .action((request: SuggestRequest) => run(import('./suggest.ts').then(({ suggest }) => suggest(request, world))))
}
