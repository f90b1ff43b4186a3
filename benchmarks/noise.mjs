// How much each figure of the same JavaScript work spreads: which one to trust with a gate.
import { join } from 'node:path'
import { describeMachine, median, mebibytes, printTable, variation } from './support/figures.mjs'
import { plainEnvironment, runMeasured } from './support/measured-process.mjs'
import { readOptions } from './support/options.mjs'

const options = readOptions({ runs: 100 })
const job = join(import.meta.dirname, 'support/in-project/job.mjs')

console.log(`${describeMachine()} · ${options.runs} runs, each in a process of its own\n`)
const taken = []
for (let run = 0; run < options.runs; run++) {
  const { stdout } = await runMeasured([process.execPath, '--expose-gc', job], { env: plainEnvironment() })
  taken.push(JSON.parse(stdout))
  if (run % 10 === 9) process.stderr.write('.')
}
process.stderr.write('\n')
const ms = (value) => `${value.toFixed(1)} ms`
printTable(
  ['figure', 'median', 'smallest', 'largest', 'coefficient of variation', 'of medians of 5'],
  [
    row('wall time', 'wall', ms),
    row('CPU time', 'cpu', ms),
    row('peak RSS (VmHWM)', 'peak', mebibytes),
    row('bytes allocated', 'allocated', mebibytes),
    row('heap, as it stands', 'heapUnforced', mebibytes),
    row('heap after forced GC', 'heap', mebibytes),
  ],
)

function row(title, figure, show) {
  const values = taken.map((one) => one[figure])
  const groups = Array.from({ length: Math.floor(values.length / 5) }, (_, group) =>
    median(values.slice(group * 5, group * 5 + 5)),
  )
  return [title, show(median(values)), show(Math.min(...values)), show(Math.max(...values)), spread(values), spread(groups)]
}

function spread(list) {
  return list.length < 2 ? '' : `${(variation(list) * 100).toFixed(2)} %`
}
