import { SloError } from '../../model/fault.ts'
import { currentTest } from '../in-worker/current-test.ts'
import type { ActiveTest } from '../in-worker/current-test.ts'
import { measureInTest } from '../in-worker/measure-in-test.ts'
import { metricRecorder } from '../in-worker/record-metric.ts'
import type { SloApi } from '../in-worker/slo-api.ts'
import { checkObjectives } from '../in-worker/test-objectives.ts'

/** What needs processes, files or the instruments of Node. */
const onlyInNode = ['command', 'artifact', 'tmpdir', 'container', 'bench', 'leak']

/** `slo` as a browser can offer it: durations of functions, metrics and objectives. Everything else throws a SloError that says so. */
export function browserApi(bound?: ActiveTest): SloApi {
  const testOf = (verb: string) => bound ?? currentTest(verb)
  const offered: Pick<SloApi, 'measure' | 'metric' | 'objectives'> = {
    measure: async (name, run, options = {}) => measureInTest(testOf('measure'), { name, run, options }),
    metric: metricRecorder(bound),
    objectives: (bounds) => Object.assign(testOf('objectives').handoff.objectives, checkObjectives(bounds)),
  }
  return { ...Object.fromEntries(onlyInNode.map((verb) => [verb, () => refuse(verb)])), ...offered } as SloApi
}

function refuse(verb: string): never {
  throw new SloError(
    `slo.${verb}() does not work in a browser: call it in a test that runs in Node, in a project without browser mode`,
  )
}
