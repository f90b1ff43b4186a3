import { Option } from 'commander'
import type { Command } from 'commander'
import type { ExitCode } from '../model/run.ts'
import type { ReportRequest } from './report.ts'
import { wholeNumber } from './whole-number.ts'
import { wantsColor, withRendering } from './with-rendering.ts'
import type { World } from './world.ts'

const kinds = `
Kinds: run (the default), failures, timing, resources; of the runs that are remembered historical, trend, flaky, budget;
       comparative (the last slo compare)
Runs:  a report file, the folder it lies in, the begin of an id in the history, or last; by default that of the last run`

const exclusive = ['output', 'email', 'format', 'json']

/** Declares `slo report`. */
export function declareReport(program: Command, run: (code: Promise<ExitCode>) => Promise<void>, world: World): void {
  const command = program
    .command('report')
    .description('tell of what is stored, in any format; judges nothing anew')
    .argument('[kind]', 'what to tell, see below')
    .argument('[run]', 'of which run, see below')
    .option('--limit <n>', 'runs at most, of the kinds historical, trend and flaky', wholeNumber, 60)
    .option('--email <to>', 'send it: addresses, or a channel of kind email; --format says what is attached (default: html)')
    .addOption(
      new Option('--publish <folder>', 'put the page of a run into a folder that is published as a site').conflicts(exclusive),
    )
    .option('--keep <n>', 'of --publish: how many runs stay there', wholeNumber, 50)
    .addHelpText('after', kinds)
  withRendering(command).action((...[first, second, options, self]: [string?, string?, ReportRequest?, Command?]) => {
    const words = [first, second].filter((word) => word !== undefined)
    return run(
      import('./report.ts').then(({ report }) => report({ ...options, words, color: wantsColor(self as Command) }, world)),
    )
  })
}
