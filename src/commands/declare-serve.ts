import type { Command } from 'commander'
import type { ExitCode } from '../model/run.ts'
import type { ServeRequest } from './serve.ts'
import { wholeNumber } from './whole-number.ts'
import type { World } from './world.ts'

type Run = (code: Promise<ExitCode>) => Promise<void>

/** Declares `slo serve`. */
export function declareServe(program: Command, run: Run, world: World): void {
  program
    .command('serve')
    .description('show the last run, those before and one that goes on, in a browser and by HTTP; writes nothing')
    .option('--port <n>', 'where it listens; 0 for any that is free', wholeNumber, 7756)
    .option('--host <host>', 'name or address it listens at; others than this machine need a token', '127.0.0.1')
    .option('--token <token>', 'what one must know to ask, best as env:NAME (default: SLO_SERVE_TOKEN, where it is set)')
    .option('--allow-host <names...>', 'names under which it may be asked, behind a proxy for example')
    .option('--config <file>', 'the slo.config file')
    .action((request: ServeRequest) => run(import('./serve.ts').then(({ serve }) => serve(request, world))))
}

/** Declares `slo open`. */
export function declareOpen(program: Command, run: Run, world: World): void {
  program
    .command('open')
    .description('open the HTML report of a run in the browser, and print its path')
    .argument('[run]', 'a report file, the folder it lies in, the begin of an id, or last (default: the last run)')
    .action((place: string | undefined) => run(import('./open.ts').then(({ open }) => open({ place }, world))))
}
