import type { Probe } from '../../model/config.ts'
import type { StartUpShare } from '../../model/insight.ts'
import { median } from '../../stats/median.ts'
import type { Figures } from './figures.ts'

const largeShare = 0.5
/** Milliseconds. */
const worthTelling = 100

/** Asked for one of these, a program does nothing but start. */
const nothingToDo = new Set(['--version', '-v', '-V', '--help', '-h'])

interface Command {
  readonly name: string
  readonly words: readonly string[]
}

/**
 * Commands that take half of their time to start, told by a probe of the same program that is only asked for its version or its help:
 * `node cli.js --version` beside `node cli.js new demo`.
 */
export function startUpShares(figures: Figures, probes: readonly Pick<Probe, 'name' | 'run'>[]): StartUpShare[] {
  const commands = probes.map(({ name, run }): Command => ({
    name,
    words: typeof run === 'string' ? run.trim().split(/\s+/) : run,
  }))
  return commands.filter(startsOnly).flatMap((idle) =>
    commands.flatMap((command): StartUpShare[] => {
      const [startup, duration] = [idle, command].map((one) => typical(figures, one.name)) as [number, number]
      if (startsOnly(command) || !isOfProgram(command, idle) || !(startup >= worthTelling && startup >= largeShare * duration))
        return []
      return [{ kind: 'start-up-share', command: command.name, idle: idle.name, startup, duration, share: Math.min(1, startup / duration) }] // prettier-ignore
    }),
  )
}

function startsOnly({ words }: Command): boolean {
  return words.length > 1 && nothingToDo.has(words.at(-1) as string)
}

function isOfProgram({ words }: Command, idle: Command): boolean {
  const program = idle.words.slice(0, -1)
  return words.length > program.length && program.every((word, index) => word === words[index])
}

/** NaN where it was not measured. */
function typical({ find }: Figures, name: string): number {
  return median((find({ kind: 'command', name }, 'duration')?.samples ?? []).filter((sample) => Number.isFinite(sample)))
}
