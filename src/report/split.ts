import { formatQuantity } from '../model/format-quantity.ts'
import type { Balance, Split, WeighedFile } from '../model/shard-plan.ts'
import { countOf } from './measured-text.ts'
import { sanitize } from './text/sanitize.ts'
import { displayWidth, padTo } from './text/display-width.ts'

/** The plan for a person: the files of each shard, the longest first, and how much better it is than what Vitest does by itself. */
export function renderSplit({ shards, balance, before }: Split): string {
  const parts = shards.map((files, index) => shardLines(files, { index, count: shards.length, load: balance.loads[index] as number })) // prettier-ignore
  return `\n${parts.flat().join('\n')}\n\n${summary(balance, before).join('\n')}\n`
}

interface Place {
  readonly index: number
  readonly count: number
  /** Milliseconds. */
  readonly load: number
}

const mostShown = 20

function shardLines(files: readonly WeighedFile[], { index, count, load }: Place): string[] {
  const title = ` shard ${index + 1}/${count}   ${formatQuantity(load, 'ms')} of tests in ${countOf(files.length, 'file')}`
  const names = files
    .slice(0, mostShown)
    .map(({ file, project }) => sanitize(project === undefined ? file : `${project}  ${file}`))
  const width = Math.max(0, ...names.map((name) => displayWidth(name)))
  const lines = names.map((name, at) => `   ${padTo(name, width)}  ${formatQuantity((files[at] as WeighedFile).duration, 'ms')}`)
  const rest = files.length > mostShown ? [`   and ${files.length - mostShown} shorter ones (--json lists them all)`] : []
  return [title, ...lines, ...rest]
}

function summary(balance: Balance, before: Balance): string[] {
  return [
    ` balanced        the longest takes ${formatQuantity(balance.longest, 'ms')}${above(balance)}`,
    ` Vitest's own    the longest takes ${formatQuantity(before.longest, 'ms')}${above(before)}`,
  ]
}

function above({ imbalance }: Balance): string {
  return imbalance === undefined ? '' : `, ${(imbalance * 100).toFixed(1)} % above the mean`
}
