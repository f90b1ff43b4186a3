import type { Command } from 'commander'
import type { ExitCode } from '../model/run.ts'
import type { BudgetRequest } from './budget.ts'
import type { FlakyRequest } from './flaky.ts'
import type { ScoreRequest } from './score.ts'
import { wholeNumber } from './whole-number.ts'
import { withProject } from './with-project.ts'
import type { World } from './world.ts'

type Run = (code: Promise<ExitCode>) => Promise<void>

/** Declares `slo budget`, `slo score` and `slo flaky`. */
export function declareBudget(program: Command, run: Run, world: World): void {
  withProject(program.command('budget').description('what is left of the error budgets, and which runs spent them'))
    .argument('[slo]', 'the name of one SLO, to see its runs (default: a table of all that have a budget)')
    .option('--branch <name>', 'of this branch (default: that of the newest run)')
    .option('--renew <reason>', 'begin its budget anew: what was bad until now no longer counts, and reports say why')
    .action((slo: string | undefined, request: Omit<BudgetRequest, 'slo'>) =>
      run(import('./budget.ts').then(({ budget }) => budget({ ...request, slo }, world))),
    )
  withProject(program.command('score').description('the health of a stored run, from 0 to 100'))
    .argument('[path]', 'report file, its folder, the begin of an id, or last (default: the last run)')
    .option('--min <n>', 'exit with 1 where it is lower, and with 3 where there is none', wholeNumber)
    .action((path: string | undefined, request: Omit<ScoreRequest, 'path'>) =>
      run(import('./score.ts').then(({ score }) => score({ ...request, path }, world))),
    )
  withProject(program.command('flaky').description('tests that pass and fail on the same code, with how often; judges nothing'))
    .option('--runs <n>', 'so many runs at most, the newest', wholeNumber, 50)
    .action((request: FlakyRequest) => run(import('./flaky.ts').then(({ flaky }) => flaky(request, world))))
}
