import { summarize } from '../aggregate/summarize.ts'
import { standingsOf } from '../finish-run.ts'
import type { Config } from '../model/config.ts'
import type { Past } from '../model/past.ts'
import type { Run } from '../model/run.ts'
import { pageKit } from '../page-kit.ts'
import { runDocument } from '../report/documents/run-document.ts'
import { renderDocument } from '../report/formats.ts'
import { renderHtmlChunks } from '../report/html.ts'
import { renderJsonChunks } from '../report/json.ts'
import { renderTerminal } from '../report/terminal.ts'
import { declaredIn } from './report/declared-in.ts'
import { usesColors } from './uses-colors.ts'
import type { World } from './world.ts'
import { writeReport } from './write-report.ts'
import type { Rendering, TextFormat } from './write-report.ts'

/** A run with the files it was read from. */
export interface Shown {
  readonly run: Run
  readonly files: readonly string[]
  /** What is remembered from before it, where that could be told. */
  readonly past?: Past
  /** Whether timings of machines that were not fit count among them. */
  readonly fitness?: Config['fitness']
}

/** Prints a run, or writes it to the file that was asked for. Rejects with SloError where that fails. */
export async function renderRun(shown: Shown, rendering: Rendering, world: World): Promise<void> {
  const document = () => runDocument({ run: shown.run, declared: declaredIn(world.cwd) })
  const render = (format: TextFormat): Iterable<string> => {
    return chunksOf(format, shown, { rendering, world }) ?? renderDocument(document(), format)
  }
  await writeReport({ files: shown.files, render, document }, rendering, world)
}

interface Place {
  readonly rendering: Rendering
  readonly world: World
}

/** In the formats that show a whole run; undefined in those that every report has. */
function chunksOf(
  format: TextFormat,
  { run, files, past, fitness = 'check' }: Shown,
  { rendering, world }: Place,
): Iterable<string> | undefined {
  const { stdout, env } = world
  const { all = false, output, color } = rendering
  switch (format) {
    case 'json':
      return renderJsonChunks(run, summarize)
    case 'html':
      return renderHtmlChunks(run, { summarize, kit: pageKit(world.cwd), past, standings: standingsOf(run, past, fitness) })
    case 'terminal': {
      const colors = output === undefined && usesColors(stdout, env, color)
      return [renderTerminal(run, { colors, all, width: stdout.columns ?? 100, reports: files })]
    }
    default:
      return undefined
  }
}
