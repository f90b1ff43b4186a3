import type { Command } from 'commander'
import type { ExitCode } from '../model/run.ts'
import type { SplitRequest } from './split.ts'
import { wholeNumber } from './whole-number.ts'
import type { World } from './world.ts'

/** Declares `slo split`. */
export function declareSplit(program: Command, run: (code: Promise<ExitCode>) => Promise<void>, world: World): void {
  program
    .command('split')
    .description('share the test files out over shards by the time they take')
    .requiredOption('--shards <n>', 'how many shards', wholeNumber)
    .option('--from <paths...>', 'report files, or folders that hold report*.json (default: the history)')
    .option('--write', 'write the plan that shards read')
    .option('--config <file>', 'the slo.config file')
    .option('--json', 'print the result as JSON')
    .action((request: SplitRequest) => run(import('./split.ts').then(({ split }) => split(request, world))))
}
