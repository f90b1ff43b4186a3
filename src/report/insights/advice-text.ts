import { formatQuantity } from '../../model/format-quantity.ts'
import type { Advised, Gain } from '../../model/insight.ts'
import { formatSubject } from '../../model/subject.ts'

/** What to try, and what it promises at most. */
export function adviceText(cost: Advised): string {
  const { gain } = cost.advice
  const next = tryText(cost)
  return gain === undefined ? next : `${next} (${gainText(gain)})`
}

/** `at most 71 % less duration of file a.test.ts`. */
function gainText({ subject, metric, unit, now, best }: Gain): string {
  return `at most ${formatQuantity(now === 0 ? 0 : 1 - best / now, 'ratio', 2)} less ${metric} of ${formatSubject(subject)}: ${formatQuantity(now, unit)} to ${formatQuantity(best, unit)}`
}

function tryText(cost: Advised): string {
  const say = words[cost.kind] as (cost: Advised) => string
  return say(cost)
}

type Words = { readonly [K in Advised['kind']]: (cost: Extract<Advised, { kind: K }>) => string }

const phaseText = {
  setup: 'make setupFiles lighter, or move what needs to happen once to globalSetup',
  import:
    'import less: no barrel files, heavy modules by import() where they are used; isolate: false loads modules once per worker',
  environment: "use environment: 'node' where no DOM is needed, by project or by a comment in the file",
} as const

const words: Words = {
  'container-share': share,
  'container-repeated': share,
  'phase-share': ({ phase }) => phaseText[phase],
  'slow-tests': ({ tests }) => `slo profile '${tests[0]?.name}' names the line`,
  'idle-cores': () => 'let them run side by side: fileParallelism, maxWorkers',
  'start-up-share': () => 'load less at the start: import() where something is used, enableCompileCache() of node:module',
  'gc-share': ({ subject }) => `reuse what it makes anew: slo profile '${subject.name}' --memory names the line`,
  'blocked-loop': ({ subject }) => `split the work or move it to a worker thread: slo profile '${subject.name}' names the line`,
  waiting: () => 'batch what it asks for one after the other, or wait for all at once with Promise.all',
}

function share({ container }: { readonly container: string }): string {
  return `share it: slo.container('${container}', ..., { scope: 'run' })`
}
