import { formatQuantity } from '../../model/format-quantity.ts'
import type { Overhead, Run } from '../../model/run.ts'
import { countOf } from '../measured-text.ts'
import { cardSection } from './card-section.ts'
import { definitions } from './definitions.ts'
import { markup } from './markup.ts'
import type { Markup } from './markup.ts'

/** The machine of the run, whether its timings can be trusted, and what the measurement itself cost. */
export function machineSection({ machine, overhead }: Run): Markup {
  const facts = definitions([
    ['processor', markup`${machine.cpu}, ${countOf(machine.cores, 'core')}`],
    ['memory', markup`${formatQuantity(machine.memory, 'bytes')}`],
    ['system', markup`${machine.os}`],
    ['Node.js', markup`${machine.node}`],
    ['Vitest', machine.vitest === undefined ? undefined : markup`${machine.vitest}`],
    ['machine class', markup`${machine.class}`],
    ['fingerprint', markup`<code>${machine.fingerprint}</code>`],
    ...overheadFacts(overhead),
  ])
  return cardSection({ id: 'machine', title: 'Machine and overhead', content: markup`${fitnessMarkup(machine.fitness)}${facts}` })
}

function fitnessMarkup({ fit, reasons }: Run['machine']['fitness']): Markup {
  if (fit) return markup`<p>Fit: its timings can be judged.</p>`
  const items = reasons.map((reason) => markup`<li>${reason}</li>`)
  return markup`<p class="note">Not fit: timings taken here cannot accuse anyone.</p><ul>${items}</ul>`
}

function overheadFacts(overhead: Overhead | undefined): (readonly [string, Markup | undefined])[] {
  if (overhead === undefined) return [['overhead', markup`unknown`]]
  const { perTestMs, samplerCpuRatio, judgingMs, profilingMs } = overhead
  return [
    ['overhead a test', markup`${formatQuantity(perTestMs, 'ms')}`],
    ['sampler', markup`${formatQuantity(samplerCpuRatio, 'ratio')} of a core`],
    ['profiling', profilingMs === undefined ? undefined : markup`${formatQuantity(profilingMs, 'ms')} after the run`],
    ['judging', judgingMs === undefined ? undefined : markup`${formatQuantity(judgingMs, 'ms')}`],
  ]
}
