import { Option } from 'commander'
import type { Command } from 'commander'
import type { ExitCode } from '../model/run.ts'
import type { ExportRequest } from './export.ts'
import type { MetricsRequest } from './metrics.ts'
import type { World } from './world.ts'

type Run = (code: Promise<ExitCode>) => Promise<void>

/** Declares `slo metrics` and `slo export`. `version` is that of this package. */
export function declareExports(program: Command, run: Run, world: World & { readonly version: string }): void {
  declareMetrics(program, run, world)
  declareExport(program, run, world)
}

function declareMetrics(program: Command, run: Run, world: World & { readonly version: string }): void {
  const formats = ['openmetrics', 'prometheus', 'json', 'csv', 'otlp']
  program
    .command('metrics')
    .description('print what a stored run measured and judged as metrics, or hand them to a monitoring system')
    .argument('[path]', 'report file, its folder, the begin of an id, or last (default: the last run)')
    .addOption(new Option('--format <format>', 'how to write them').choices(formats).default('openmetrics'))
    .option('--tests', 'every single test too')
    .option('--output <file>', 'write them to a file, whole or not at all: for the textfile collector of node_exporter')
    .option('--push <url>', 'put them on a Pushgateway instead of printing them')
    .option('--otlp <url>', 'send them to an OpenTelemetry receiver, whose path ends in /v1/metrics')
    .option('--config <file>', 'the slo.config file')
    .action((path: string | undefined, options: MetricsRequest) =>
      run(import('./metrics.ts').then(({ metrics }) => metrics({ ...options, path }, world))),
    )
}

function declareExport(program: Command, run: Run, world: World): void {
  const kinds = ['prometheus-rules', 'alertmanager', 'grafana', 'openslo']
  program
    .command('export')
    .description('write the promises of slo.config.ts for the systems that watch production')
    .addArgument(program.createArgument('<kind>', 'what to write').choices(kinds))
    .option('--stale <duration>', 'of prometheus-rules: tell somebody after so long without a run', '7d')
    .option('--tests <file>', 'of prometheus-rules: write tests for promtool beside the rules; needs --output')
    .option('--production', 'of prometheus-rules: also for what the program itself exposes under the names of slo.metric')
    .option('--secrets <folder>', 'of alertmanager: where the files with secrets lie', '/etc/alertmanager/secrets')
    .option('--output <file>', 'write it to a file instead of printing it')
    .option('--config <file>', 'the slo.config file')
    .action((kind: ExportRequest['kind'], options: Omit<ExportRequest, 'kind'>) =>
      run(import('./export.ts').then(({ exportPromises }) => exportPromises({ ...options, kind }, world))),
    )
}
