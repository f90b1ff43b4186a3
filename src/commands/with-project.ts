import type { Command } from 'commander'

/** The options of a command that reads a project and prints a result. */
export function withProject(command: Command): Command {
  return command.option('--config <file>', 'the slo.config file').option('--json', 'print the result as JSON')
}
