import { formatQuantity } from '../../model/format-quantity.ts'
import type { Overhead, Run } from '../../model/run.ts'
import { definitions } from './definitions.ts'
import { html } from './markup.ts'
import type { Markup } from './markup.ts'

/** The machine of the run, whether its timings can be trusted, and what the measurement itself cost. */
export function machineSection({ machine, overhead }: Run): Markup {
  return html`<section class="card" id="machine" aria-labelledby="machine-title">
    <h2 id="machine-title">Machine and overhead</h2>
    ${fitnessMarkup(machine.fitness)}${definitions([
      ['processor', html`${machine.cpu}, ${machine.cores} cores`],
      ['memory', html`${formatQuantity(machine.memory, 'bytes')}`],
      ['system', html`${machine.os}`],
      ['Node.js', html`${machine.node}`],
      ['Vitest', machine.vitest === undefined ? undefined : html`${machine.vitest}`],
      ['machine class', html`${machine.class}`],
      ['fingerprint', html`<code>${machine.fingerprint}</code>`],
      ...overheadFacts(overhead),
    ])}
  </section> `
}

function fitnessMarkup({ fit, reasons }: Run['machine']['fitness']): Markup {
  if (fit) return html`<p>Fit: its timings could be judged.</p>`
  return html`<p class="note">Not fit: timings taken here cannot accuse anyone.</p>
    <ul>
      ${reasons.map((reason) => html`<li>${reason}</li>`)}
    </ul>`
}

function overheadFacts(overhead: Overhead | undefined): (readonly [string, Markup | undefined])[] {
  if (overhead === undefined) return [['overhead', html`unknown`]]
  const { perTestMs, samplerCpuRatio, judgingMs } = overhead
  return [
    ['overhead a test', html`${formatQuantity(perTestMs, 'ms')}`],
    ['sampler', html`${formatQuantity(samplerCpuRatio, 'ratio')} of a core`],
    ['judging', judgingMs === undefined ? undefined : html`${formatQuantity(judgingMs, 'ms')}`],
  ]
}
