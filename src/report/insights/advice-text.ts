import { formatQuantity } from '../../model/format-quantity.ts'
import type { Advised, Gain } from '../../model/insight.ts'
import { formatSubject } from '../../model/subject.ts'
import { quoted } from './insight-words.ts'
import type { InsightWords } from './insight-words.ts'

/** What to try, what it promises at most, and what names the line, or measures what a change brought. */
export function adviceWords(cost: Advised): Omit<InsightWords, 'finding'> {
  const { gain } = cost.advice
  const say = words[cost.kind] as (cost: Advised) => Tried
  const { next, command = 'slo compare HEAD' } = say(cost)
  return { next, command, ...(gain === undefined ? {} : { gain: gainText(gain) }) }
}

/** `at most 71 % less duration of file a.test.ts`. */
function gainText({ subject, metric, unit, now, best }: Gain): string {
  return `at most ${formatQuantity(now === 0 ? 0 : 1 - best / now, 'ratio', 2)} less ${metric} of ${formatSubject(subject)}: ${formatQuantity(now, unit)} to ${formatQuantity(best, unit)}`
}

type Tried = Pick<InsightWords, 'next' | 'command'>

type Words = { readonly [K in Advised['kind']]: (cost: Extract<Advised, { kind: K }>) => Tried }

const phaseText = {
  setup: 'make setupFiles lighter, or move what needs to happen once to globalSetup',
  import:
    'import less: no barrel files, heavy modules by import() where they are used; isolate: false loads modules once per worker',
  environment: "use environment: 'node' where no DOM is needed, by project or by a comment in the file",
} as const

const words: Words = {
  'container-share': share,
  'container-repeated': share,
  'phase-share': ({ phase }) => ({ next: phaseText[phase] }),
  'slow-tests': ({ tests }) => profiled(`slo profile ${quoted(tests[0]?.name ?? '')}`),
  'idle-cores': () => ({ next: 'let them run side by side: fileParallelism, maxWorkers' }),
  'start-up-share': () => ({
    next: 'load less at the start: import() where something is used, enableCompileCache() of node:module',
  }),
  'gc-share': ({ subject }) => profiled(`slo profile ${quoted(subject.name)} --memory`, 'reuse what it makes anew: '),
  'blocked-loop': ({ subject }) =>
    profiled(`slo profile ${quoted(subject.name)}`, 'split the work or move it to a worker thread: '),
  waiting: () => ({ next: 'batch what it asks for one after the other, or wait for all at once with Promise.all' }),
}

function share({ container }: { readonly container: string }): Tried {
  return { next: `share it: slo.container('${container}', ..., { scope: 'run' })` }
}

function profiled(command: string, before = ''): Tried {
  return { next: `${before}${command} names the line`, command }
}
