import type { Command } from 'commander'
import type { ExitCode } from '../model/run.ts'
import type { AcceptRequest } from './baseline/accept-regression.ts'
import type { RemoveRequest } from './baseline/remove-baseline.ts'
import type { SetBaselineRequest } from './baseline/set-baseline.ts'
import type { ShowBaselineRequest } from './baseline/show-baseline.ts'
import type { TightenRequest } from './baseline/tighten-objectives.ts'
import type { BaselineRequest } from './baseline/with-baselines.ts'
import { withProject } from './with-project.ts'
import type { World } from './world.ts'

type Run = (code: Promise<ExitCode>) => Promise<void>

/** Declares `slo baseline` with its commands. */
export function declareBaseline(program: Command, run: Run, world: World): void {
  const baseline = program.command('baseline').description('what SLOs are compared with: their own past')
  declareReading(baseline, run, world)
  declareWriting(baseline, run, world)
}

function declareReading(baseline: Command, run: Run, world: World): void {
  withRun(baseline.command('list').description('what each SLO is compared with, and what was set or accepted by hand')).action(
    (request: BaselineRequest) =>
      run(import('./baseline/list-baselines.ts').then(({ listBaselines }) => listBaselines(request, world))),
  )
  withRun(baseline.command('show').description('the runs behind one, and those that are left out, with the reason'))
    .argument('<name>', 'an SLO, or a baseline that was set')
    .action((name: string, request: Omit<ShowBaselineRequest, 'name'>) =>
      run(import('./baseline/show-baseline.ts').then(({ showBaseline }) => showBaseline({ ...request, name }, world))),
    )
}

function declareWriting(baseline: Command, run: Run, world: World): void {
  withRun(baseline.command('set').description('keep the runs up to now under a name, to be compared with: baseline: { against }'))
    .argument('<name>', 'not that of a branch')
    .option('--reason <text>', 'why')
    .action((name: string, request: Omit<SetBaselineRequest, 'name'>) =>
      run(import('./baseline/set-baseline.ts').then(({ setBaseline }) => setBaseline({ ...request, name }, world))),
    )
  withRun(baseline.command('accept').description('say that a regression is meant, and compare with it from now on'))
    .argument('<slo>', 'the SLO that became worse')
    .requiredOption('--reason <text>', 'why it is meant')
    .action((slo: string, request: Omit<AcceptRequest, 'slo'>) =>
      run(import('./baseline/accept-regression.ts').then((module) => module.acceptRegression({ ...request, slo }, world))),
    )
  withRun(
    baseline
      .command('tighten')
      .description('propose tighter objectives after lasting improvements, as a difference of the config'),
  )
    .option('--write', 'change the file')
    .action((request: TightenRequest) =>
      run(import('./baseline/tighten-objectives.ts').then((module) => module.tightenObjectives(request, world))),
    )
  withProject(baseline.command('rm').description('take back what was set under a name, or accepted of an SLO'))
    .argument('<name>', 'a baseline that was set, or an SLO')
    .action((name: string, request: Omit<RemoveRequest, 'name'>) =>
      run(import('./baseline/remove-baseline.ts').then(({ removeBaseline }) => removeBaseline({ ...request, name }, world))),
    )
}

function withRun(command: Command): Command {
  return withProject(command).option('--run <id>', 'seen from this run (default: the last whole one)')
}
