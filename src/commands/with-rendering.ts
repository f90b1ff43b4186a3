import { Option } from 'commander'
import type { Command } from 'commander'
import { formats } from './write-report.ts'

/** The options of a command that shows a run. */
export function withRendering(command: Command): Command {
  const format = new Option('--format <format>', 'how to print it').choices(formats)
  return command
    .option('--all', 'list the SLOs that are met too')
    .addOption(format)
    .addOption(new Option('--json', 'the same as --format json').conflicts('format'))
    .option('--output <file>', 'write it to a file instead of printing it')
}

/** Whether `--no-color` was left out, wherever on the line it stands. */
export function wantsColor(command: Command): boolean {
  return command.optsWithGlobals<{ readonly color: boolean }>().color
}
