import { runsForOneBad } from '../model/error-budget.ts'
import type { BudgetWindow } from '../model/error-budget.ts'
import { comparesSamples } from '../model/good-samples.ts'
import type { Statistic } from '../model/objective.ts'
import { showValue } from '../model/show-value.ts'
import type { Finding } from './finding.ts'
import { keysAt, valueAt } from './value-at.ts'

/** Target and window as they were written. */
export interface WrittenBudget {
  readonly target: unknown
  readonly window: unknown
}

/** Reads what can be read of them, whatever the rest of the file holds. */
export type ReadBudget = (written: WrittenBudget) => { readonly target?: number; readonly window?: BudgetWindow }

/** What ties the keys of error budgets together: none of them alone, none that allows nothing, none without a history. */
export function checkBudgets(plain: unknown, read: ReadBudget): readonly Finding[] {
  return keysAt(plain, ['slos']).flatMap((name) => {
    const own = { places: [['slos', name]], plain, read }
    const changed = keysAt(plain, ['environments'])
      .map((environment) => ['environments', environment, 'slos', name])
      .filter((place) => valueAt(plain, place) !== undefined)
      .map((place) => ({ ...own, places: [['slos', name], place] }))
    return [...strays(own, changed), ...[own, ...changed].flatMap(checkOne)]
  })
}

/** One SLO in one environment: the places in which it is written, the later ones winning. */
interface Layers {
  readonly places: readonly (readonly string[])[]
  readonly plain: unknown
  readonly read: ReadBudget
}

const ofBudgets = ['target', 'window', 'method']

/** Keys of a budget where nothing enforces one. */
function strays(own: Layers, changed: readonly Layers[]): Finding[] {
  const idle = [own, ...changed].every((layers) => found(layers, 'enforce').value !== 'budget') ? [own] : []
  return [...idle, ...changed.filter((layers) => found(layers, 'enforce').value !== 'budget')].flatMap(({ places, plain }) => {
    const place = places.at(-1) as readonly string[]
    return ofBudgets.filter((key) => valueAt(plain, [...place, key]) !== undefined).map((key): Finding => ({
      code: 'no-budget',
      path: [...place, key],
      came: showValue(valueAt(plain, [...place, key])),
      hint: "write enforce: 'budget', or remove it",
    })) // prettier-ignore
  })
}

function checkOne(layers: Layers): Finding[] {
  const enforce = found(layers, 'enforce')
  if (enforce.value !== 'budget') return []
  const [target, window] = [found(layers, 'target'), found(layers, 'window')]
  const missing = (key: string, expected: string): Finding => ({ code: 'missing', path: [...enforce.place, key], expected })
  return [
    ...(target.value === undefined ? [missing('target', "the share of good that is promised, such as '95%'")] : []),
    ...(window.value === undefined ? [missing('window', "what it is spent over: a number of runs such as 50, or days such as '30d'")] : []),
    ...tooSmall(layers, window.place),
    ...notComparable(layers),
    ...notRemembered(layers, enforce.place),
  ] // prettier-ignore
}

/** Where not one run of the window may be bad, a budget is another word for enforce: 'fail'. */
function tooSmall(layers: Layers, place: readonly string[]): Finding[] {
  const written = { target: found(layers, 'target').value, window: found(layers, 'window').value }
  const { target, window } = layers.read(written)
  const counts = found(layers, 'method').value ?? 'timeslices'
  if (target === undefined || window?.unit !== 'runs' || counts !== 'timeslices') return []
  const fewest = runsForOneBad(target)
  if (window.length >= fewest) return []
  const expected = `a window of at least ${fewest} runs for a target of ${showValue(written.target)}`
  return [{ code: 'budget-too-small', path: [...place, 'window'], came: `a window of ${window.length} runs`, expected, hint: "or write enforce: 'fail'" }] // prettier-ignore
}

function notComparable(layers: Layers): Finding[] {
  const [method, objective] = [found(layers, 'method'), found(layers, 'objective')]
  const statistic = typeof objective.value === 'string' ? (/^[a-z]+/.exec(objective.value.trim())?.[0] ?? 'max') : 'max'
  if (typeof method.value !== 'string' || method.value === 'timeslices' || comparesSamples(statistic as Statistic)) return []
  const expected = `'timeslices', which counts runs: no sample is a ${statistic}`
  return [{ code: 'no-single-samples', path: [...method.place, 'method'], came: showValue(method.value), expected }]
}

function notRemembered({ plain }: Layers, place: readonly string[]): Finding[] {
  if (valueAt(plain, ['history']) !== false) return []
  return [{ code: 'no-history', path: [...place, 'enforce'], hint: 'history is false: remove that, or the budget' }]
}

/** What is written last, and where. */
function found({ places, plain }: Layers, key: string): { readonly value: unknown; readonly place: readonly string[] } {
  const place = places.findLast((candidate) => valueAt(plain, [...candidate, key]) !== undefined) ?? places[0] ?? []
  return { value: valueAt(plain, [...place, key]), place }
}
