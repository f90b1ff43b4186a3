import type { Command } from 'commander'
import type { ExitCode } from '../model/run.ts'
import type { CommentRequest } from './github/comment.ts'
import { wholeNumber } from './whole-number.ts'
import type { World } from './world.ts'

/** Declares `slo github` with its commands. */
export function declareGithub(program: Command, run: (code: Promise<ExitCode>) => Promise<void>, world: World): void {
  const github = program.command('github').description('tell GitHub of a run')
  github
    .command('comment')
    .description('write one comment on the pull request of this workflow, or update it; needs GITHUB_TOKEN')
    .argument('[run]', 'as of slo report (default: the last run)')
    .option('--pr <n>', 'the pull request (default: that of the workflow)', wholeNumber)
    .option('--id <name>', 'tells several comments apart, of several suites for example')
    .option('--comparison <file>', 'result of slo compare (default: the one beside the report, if any)')
    .option('--link <address>', 'where the whole report is (default: the run of the workflow)')
    .action((place: string | undefined, request: CommentRequest) =>
      run(import('./github/comment.ts').then(({ comment }) => comment({ ...request, place }, world))),
    )
}
