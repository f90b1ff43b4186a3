import { Command, CommanderError } from 'commander'
import type { OutputConfiguration } from 'commander'
import { SloError } from '../model/fault.ts'
import type { ExitCode } from '../model/run.ts'
import type { CheckRequest } from './check.ts'
import { declareBudget } from './declare-budget.ts'
import { declareAlerts } from './declare-alerts.ts'
import { declareExports } from './declare-exports.ts'
import { declareGithub } from './declare-github.ts'
import { declareBaseline } from './declare-baseline.ts'
import { declareHistory } from './declare-history.ts'
import { declareBisect } from './declare-bisect.ts'
import { declareReport } from './declare-report.ts'
import { declareNoise } from './declare-noise.ts'
import { declareOpen, declareServe } from './declare-serve.ts'
import { declareSplit } from './declare-split.ts'
import { declareTrend } from './declare-trend.ts'
import type { CompareRequest } from './compare.ts'
import type { DoctorRequest } from './doctor.ts'
import type { InitRequest } from './init.ts'
import type { ProfileRequest } from './profile.ts'
import type { RunRequest } from './run.ts'
import type { ValidateRequest } from './validate.ts'
import { wantsColor, withRendering } from './with-rendering.ts'
import { wholeNumber } from './whole-number.ts'
import type { World } from './world.ts'

/** Notes the exit code of the command that ran. */
type Run = (code: Promise<ExitCode>) => Promise<void>

/** Reads the arguments and runs the command they name. Throws SloError for a wrong usage. */
export async function runProgram(args: readonly string[], version: string, world: World): Promise<ExitCode> {
  const end: { code: ExitCode } = { code: 0 }
  const said: string[] = []
  const output: OutputConfiguration = {
    writeOut: world.stdout.write,
    writeErr: (text) => void said.push(text),
    getOutHelpWidth: () => world.stdout.columns ?? 100,
    getErrHelpWidth: () => world.stderr.columns ?? 100,
    getOutHasColors: () => false,
    getErrHasColors: () => false,
  }
  const run: Run = async (code) => {
    end.code = await code
  }
  const program = describeProgram(version, output)
  declareCommands(program, run, { ...world, version })
  try {
    await program.parseAsync(args, { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode !== 0 || said.length > 0) throw new SloError(said.join('').trimEnd())
  }
  return end.code
}

/** Declares every command of the program; `run` is handed what they come to. */
export function declareCommands(program: Command, run: Run, world: World & { readonly version: string }): void {
  for (const declare of everyCommand()) declare(program, run, world)
  declareExports(program, run, world)
}

/** In the order of the help. */
function everyCommand(): readonly ((program: Command, run: Run, world: World) => void)[] {
  return [
    declareInit,
    declareRun,
    declareCheck,
    declareCompare,
    declareBisect,
    declareReport,
    declareOpen,
    declareServe,
    declareProfile,
    declareHistory,
    declareAlerts,
    declareBaseline,
    declareGithub,
    declareTrend,
    declareBudget,
    declareSplit,
    declareNoise,
    declareValidate,
    declareDoctor,
  ]
}

function describeProgram(version: string, output: OutputConfiguration): Command {
  return new Command('slo')
    .description('Performance promises as a gate: measures them while Vitest runs, and fails the run when one is broken.')
    .version(version, '-V, --version', 'print the version')
    .option('--no-color', 'print without colours')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .addHelpText(
      'after',
      `\nExit codes: 0 met · 1 violated, or tests failed · 2 wrong configuration or usage · 3 no data or inconclusive`,
    )
    .configureOutput(output)
    .exitOverride()
}

function declareInit(program: Command, run: Run, world: World): void {
  program
    .command('init')
    .description('add the plugin to the Vitest config, write slo.config.ts, ignore the reports; never overwrites')
    .option('--dry-run', 'say what would be done and change nothing')
    .option('--json', 'print the result as JSON')
    .action((options: InitRequest) => run(import('./init.ts').then(({ init }) => init(options, world))))
}

function declareRun(program: Command, run: Run, world: World): void {
  program
    .command('run')
    .description('check slo.config.ts, run the tests with Vitest, and tell the verdicts apart by exit code')
    .argument('[vitest...]', 'filters and, behind --, options for Vitest')
    .option('--config <file>', 'the slo.config file, where the plugin was given another one')
    .option('--json', 'print the report as JSON; what Vitest prints goes to the error stream')
    .showHelpAfterError('Options for Vitest go behind --, as in: slo run -- --project unit')
    .action((vitestArgs: readonly string[], options: RunRequest) =>
      run(import('./run.ts').then(({ run: start }) => start({ ...options, vitestArgs }, world))),
    )
}

function declareCheck(program: Command, run: Run, world: World): void {
  const command = program
    .command('check')
    .description('merge stored results, of the shards of a run for example, and judge them together')
    .argument('[paths...]', 'report files, or folders that hold report*.json (default: those in the folder of the reports)')
    .option('--config <file>', 'the slo.config file')
  withRendering(command).action((paths: readonly string[], options: CheckRequest, self: Command) =>
    run(import('./check.ts').then(({ check }) => check({ ...options, paths, color: wantsColor(self) }, world))),
  )
}

function declareCompare(program: Command, run: Run, world: World): void {
  program
    .command('compare')
    .description('measure this working tree and another revision in turns on this machine, and say what changed')
    .argument('<revision>', 'a branch, tag or commit')
    .argument('[vitest...]', 'filters and, behind --, options for Vitest')
    .option('--slo <names...>', 'compare what these SLOs look at (default: all of them)')
    .option('--pairs <n>', 'pairs at most; it ends earlier where everything is decided', wholeNumber, 30)
    .option('--build <command>', 'how either side is built (default: its script "build")')
    .option('--no-build', 'build nothing')
    .option('--config <file>', 'the slo.config file')
    .option('--json', 'print the result as JSON')
    .option('--output <file>', 'where the result is kept (default: comparison.json in the folder of the reports)')
    .action((ref: string, vitestArgs: readonly string[], options: Omit<CompareRequest, 'ref' | 'vitestArgs'>) =>
      run(import('./compare.ts').then(({ compare }) => compare({ ...options, build: options.build, ref, vitestArgs }, world))),
    )
}

function declareProfile(program: Command, run: Run, world: World): void {
  program
    .command('profile')
    .description('run one test, measure, command or probe again with a profiler on, and name the hot line; judges nothing')
    .argument('<subject>', 'name of an SLO, a probe, or anything the last run measured')
    .argument('[vitest...]', 'behind --, options for Vitest')
    .option('--cpu', 'where processor time goes (what is profiled where no kind is named and the SLO asks for no other)')
    .option('--memory', 'what allocates')
    .option('--disk', 'which files are read and written')
    .option('--network', 'which hosts are talked to')
    .option('--diff <profile>', "a stored profile to compare with, or 'good' (the default) for the last good one")
    .option('--good', 'keep it as the good profile, to compare later ones with')
    .option('--config <file>', 'the slo.config file')
    .option('--json', 'print the profiles as JSON')
    .action((...[subject, vitestArgs, options, self]: [string, readonly string[], ProfileRequest, Command]) =>
      run(
        import('./profile.ts').then(({ profile }) =>
          profile({ ...options, subject, vitestArgs, color: wantsColor(self) }, world),
        ),
      ),
    )
}

function declareValidate(program: Command, run: Run, world: World): void {
  program
    .command('validate')
    .description('check slo.config.ts and list what it promises')
    .argument('[file]', 'the slo.config file (default: the one in this folder)')
    .option('--json', 'print the result as JSON')
    .action((file: string | undefined, options: ValidateRequest) =>
      run(import('./validate.ts').then(({ validate }) => validate({ ...options, file }, world))),
    )
}

function declareDoctor(program: Command, run: Run, world: World): void {
  program
    .command('doctor')
    .description('try out what can be measured on this machine, and say what follows for the figures')
    .option('--json', 'print the result as JSON')
    .action((options: DoctorRequest, self: Command) => run(import('./doctor.ts').then(({ doctor }) => doctor({ ...options, color: wantsColor(self) }, world)))) // prettier-ignore
}
