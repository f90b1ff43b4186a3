import type { Command } from 'commander'
import type { ExitCode } from '../model/run.ts'
import type { BisectRequest } from './bisect.ts'
import { wholeNumber } from './whole-number.ts'
import type { World } from './world.ts'

/** Declares `slo bisect`. */
export function declareBisect(program: Command, run: (code: Promise<ExitCode>) => Promise<void>, world: World): void {
  program
    .command('bisect')
    .description('find the commit that made a figure worse, by the comparison of slo compare')
    .argument('<good>', 'a revision at which it was good')
    .argument('<bad>', 'a later one at which it is not')
    .argument('[vitest...]', 'filters and, behind --, options for Vitest')
    .requiredOption('--slo <name>', 'the SLO whose figure got worse')
    .option('--pairs <n>', 'pairs at most, of each comparison; it ends earlier where it is decided', wholeNumber, 30)
    .option('--build <command>', 'how each commit is built (default: its script "build")')
    .option('--no-build', 'build nothing')
    .option('--config <file>', 'the slo.config file')
    .option('--json', 'print the result as JSON')
    .action(
      (...[good, bad, vitestArgs, options]: [string, string, readonly string[], Omit<BisectRequest, 'good' | 'bad' | 'vitestArgs'>]) => // prettier-ignore
      run(import('./bisect.ts').then(({ bisect }) => bisect({ ...options, build: options.build, good, bad, vitestArgs }, world))), // prettier-ignore
    )
}
