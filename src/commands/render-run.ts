import { relative, resolve } from 'node:path'
import { summarize } from '../aggregate/summarize.ts'
import { SloError } from '../model/fault.ts'
import type { Past } from '../model/past.ts'
import type { Run } from '../model/run.ts'
import { renderHtmlChunks } from '../report/html.ts'
import { renderJsonChunks } from '../report/json.ts'
import { renderTerminal } from '../report/terminal.ts'
import { usesColors } from './uses-colors.ts'
import type { World } from './world.ts'
import { writeWhole } from './write-whole.ts'

/** How a run is shown. */
export interface Rendering {
  readonly format?: 'terminal' | 'json' | 'html'
  readonly json?: boolean
  /** Lists the SLOs that are met too. */
  readonly all?: boolean
  /** A file, relative to where we are, instead of the standard output. */
  readonly output?: string
  /** False where `--no-color` was given. */
  readonly color?: boolean
}

/** A run with the files it was read from. */
export interface Shown {
  readonly run: Run
  readonly files: readonly string[]
  /** What is remembered from before it, where that could be told. */
  readonly past?: Past
}

/** Prints a run, or writes it to the file that was asked for. Throws SloError where that fails. */
export function renderRun(shown: Shown, rendering: Rendering, world: World): void {
  const { output } = rendering
  if (output === undefined) {
    for (const chunk of chunksOf(shown, rendering, world)) world.stdout.write(chunk)
    return
  }
  const file = resolve(world.cwd, output)
  // The input may be replaced only by somebody who says so in another way: a slip would destroy a measurement.
  if (shown.files.some((read) => resolve(world.cwd, read) === file)) {
    throw new SloError(`--output ${output} is the stored result itself; name another file`)
  }
  const name = relative(world.cwd, file) || output
  writeWhole(file, chunksOf(shown, rendering, world), name)
  world.stderr.write(`wrote ${name}\n`)
}

function chunksOf({ run, files }: Shown, rendering: Rendering, { stdout, env }: World): Iterable<string> {
  const { all = false, output, color } = rendering
  switch (formatOf(rendering)) {
    case 'json':
      return renderJsonChunks(run, summarize)
    case 'html':
      return renderHtmlChunks(run, summarize)
    default: {
      const colors = output === undefined && usesColors(stdout, env, color)
      return [renderTerminal(run, { colors, all, width: stdout.columns ?? 100, reports: files })]
    }
  }
}

/** A file is named for what it holds, so `--output run.html` need not say it twice. */
function formatOf({ format, json, output = '' }: Rendering): 'terminal' | 'json' | 'html' {
  if (json === true) return 'json'
  if (format !== undefined) return format
  if (/\.html?$/i.test(output)) return 'html'
  return /\.json$/i.test(output) ? 'json' : 'terminal'
}
