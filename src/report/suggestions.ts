import type { Candidate, Suggestion } from '../model/suggestion.ts'
import { formatObjective } from '../model/objective.ts'
import { countOf } from './measured-text.ts'
import { displayWidth, padTo } from './text/display-width.ts'
import { sanitize } from './text/sanitize.ts'

/** What each SLO could promise and what that would have meant so far, and the lines for slo.config.ts. */
export function renderSuggestions(suggestions: readonly Suggestion[]): string {
  const blocks = suggestions.map((one) => blockOf(one).join('\n'))
  const snippet = suggestions.flatMap(({ slo, suggested }) => (suggested === undefined ? [] : [`  ${quoted(slo)}: { objective: '${suggested.objective}' },`])) // prettier-ignore
  const config = snippet.length === 0 ? '' : `\n for slo.config.ts, beside what stands there:\n\n  slos: {\n${snippet.map((line) => `  ${line}`).join('\n')}\n  }\n` // prettier-ignore
  return `\n${blocks.join('\n\n')}\n${config}`
}

function blockOf({ slo, today, runs, candidates, current, suggested, reason }: Suggestion): string[] {
  const title = ` ${sanitize(slo)}   ${formatObjective(today)} today, ${countOf(runs, 'run')}`
  if (candidates.length === 0) return [title, `   nothing to suggest: ${reason}`]
  const rows = [['objective', 'from', 'false alarms', 'misses of +25 %'], ...[...candidates, ...(current === undefined ? [] : [current])].map((one) => cellsOf(one, runs))] // prettier-ignore
  const widths = (rows[0] as string[]).map((_, column) => Math.max(...rows.map((row) => displayWidth(row[column] as string))))
  const marks = [' ', ...candidates.map((one) => (one === suggested ? '✓' : ' ')), ' ']
  const lines = rows.map((row, at) => ` ${marks[at]} ${row.map((cell, column) => padTo(cell, widths[column] as number)).join('  ').trimEnd()}`) // prettier-ignore
  return [title, ...lines, ...(reason === undefined ? [] : [`   nothing to suggest: ${reason}`])]
}

function cellsOf({ objective, basis, falseAlarms, missed }: Candidate, runs: number): string[] {
  return [objective, basis, `${falseAlarms} of ${runs}`, `${missed} of ${runs}`]
}

function quoted(name: string): string {
  return `'${sanitize(name).replaceAll(/['\\]/g, '\\$&')}'`
}
