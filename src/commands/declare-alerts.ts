import type { Command } from 'commander'
import type { ExitCode } from '../model/run.ts'
import type { AckRequest } from './alerts/acknowledge.ts'
import type { ListRequest } from './alerts/list-alerts.ts'
import type { SilenceRequest } from './alerts/silence.ts'
import type { HistoryRequest } from './history/with-history.ts'
import { withProject } from './with-project.ts'
import type { World } from './world.ts'

type Run = (code: Promise<ExitCode>) => Promise<void>

/** Declares `slo alerts` with its commands. */
export function declareAlerts(program: Command, run: Run, world: World): void {
  const alerts = program.command('alerts').description('who was told what, and who is not to be told')
  withProject(alerts.command('list').description('list what is open, and what is silenced'))
    .option('--all', 'what is resolved too')
    .action((request: ListRequest) => run(import('./alerts/list-alerts.ts').then(({ listAlerts }) => listAlerts(request, world))))
  withProject(alerts.command('test').description('send a message that says it is a test, and say what went wrong'))
    .argument('<channel>', 'the name of a channel')
    .action((channel: string, request: HistoryRequest) =>
      run(import('./alerts/test-channel.ts').then(({ testChannel }) => testChannel({ ...request, channel }, world))),
    )
  declareDecisions(alerts, run, world)
}

function declareDecisions(alerts: Command, run: Run, world: World): void {
  withProject(alerts.command('ack').description('take an alert on: nothing is repeated until it is resolved, or for a time'))
    .argument('<alert>', 'its id, as listed')
    .requiredOption('--reason <text>', 'what is done about it')
    .option('--for <duration>', 'for so long: 2h, 7d (default: until it is resolved)')
    .action((id: string, request: Omit<AckRequest, 'id'>) =>
      run(import('./alerts/acknowledge.ts').then(({ acknowledge }) => acknowledge({ ...request, id }, world))),
    )
  withProject(alerts.command('silence').description('tell nobody about an SLO for a time'))
    .argument('<slo>', "the name of an SLO, or '*' for everything")
    .option('--for <duration>', 'for so long: 2h, 7d', '1d')
    .option('--end', 'end the silence now')
    .option('--reason <text>', 'why')
    .action((slo: string, request: Omit<SilenceRequest, 'slo'>) =>
      run(import('./alerts/silence.ts').then(({ silence }) => silence({ ...request, slo }, world))),
    )
  withProject(alerts.command('stats').description('count alerts by what they were about, and say how long they stood')).action(
    (request: HistoryRequest) => run(import('./alerts/alert-stats.ts').then(({ alertStats }) => alertStats(request, world))),
  )
}
