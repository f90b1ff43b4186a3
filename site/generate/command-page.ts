import { Command } from 'commander'
import type { Argument, Option } from 'commander'
import { declareCommands } from '../../src/commands/program.ts'
import type { World } from '../../src/commands/world.ts'

/** A command of the program, with the words that name it: `baseline accept`. */
export interface NamedCommand {
  readonly name: string
  readonly command: Command
}

/** Every command of the program that does something, in the order of the help. */
export function commandsOf(): readonly NamedCommand[] {
  const program = new Command('slo')
  declareCommands(program, async () => undefined, { version: '' } as World & { readonly version: string })
  return program.commands.flatMap((command) => leaves(command, ''))
}

function leaves(command: Command, parent: string): readonly NamedCommand[] {
  const name = `${parent}${command.name()}`
  if (command.commands.length === 0) return [{ name, command }]
  return command.commands.flatMap((child) => leaves(child, `${name} `))
}

/** The page of all commands, made from the program itself. */
export function commandPage(): string {
  const intro = `# Command line

Made from the program itself: \`slo help <command>\` says the same. Every command takes \`--no-color\` and \`--help\`.

Exit codes: 0 met; 1 violated, or tests failed; 2 wrong configuration or usage, or the tool could not do its work; 3 no data or inconclusive
where these fail. 2 wins over 1, 1 over 3. Inside \`vitest\` itself only 0 and 1 exist.
`
  return [intro, ...commandsOf().map(commandText)].join('\n')
}

function commandText({ name, command }: NamedCommand): string {
  const inputs = command.registeredArguments.map((one) => row(argumentText(one), one.description))
  const options = command.options.map((one) => row(one.flags, optionText(one)))
  const usage = `\`\`\`sh\nslo ${name}${options.length > 0 ? ' [options]' : ''}${command.registeredArguments.map((one) => ` ${argumentText(one)}`).join('')}\n\`\`\``
  const rows = [...inputs, ...options]
  const table = rows.length === 0 ? '' : `\n| | |\n|---|---|\n${rows.join('\n')}\n`
  return `## slo ${name}\n\n${sentence(command.description())}\n\n${usage}\n${table}`
}

function argumentText(one: Argument): string {
  const words = `${one.name()}${one.variadic ? '...' : ''}`
  return one.required ? `<${words}>` : `[${words}]`
}

function optionText({ description, argChoices, defaultValue, mandatory }: Option): string {
  const choices = argChoices === undefined ? '' : `: ${argChoices.join(', ')}`
  const fallback = typeof defaultValue === 'string' || typeof defaultValue === 'number' ? ` (default: ${defaultValue})` : ''
  return `${description}${choices}${fallback}${mandatory ? ' (must be given)' : ''}`
}

function row(name: string, text: string): string {
  return `| \`${name.replaceAll('|', '\\|')}\` | ${text.replaceAll('|', '\\|')} |`
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}
