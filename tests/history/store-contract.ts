import { expect, test } from 'vitest'
import { recall } from '../../src/history/recall.ts'
import { seriesKey } from '../../src/model/history.ts'
import type { HistoryStore } from '../../src/model/history.ts'
import { entry, head, point } from './sample-history.ts'

/** What every store must do. `open` gives an empty one, and the same one again when it is called with it. */
export function behavesAsStore(open: (again?: HistoryStore) => Promise<HistoryStore>): void {
  test('gives back what was appended, to the byte, also after it was closed', async () => {
    const store = await open()
    const run = entry(1, [point('build', 1.25), point('lint', 7)], { commit: 'abc', branch: 'main', service: 'acme', fit: false })
    expect(await store.append(run)).toBe(true)
    await store.close()
    const again = await open(store)
    expect(await again.list()).toEqual([run.head])
    expect(await again.report('run-1')).toBe(run.report)
    expect(await again.report('run-2')).toBeUndefined()
    expect(await again.verdicts(['run-1', 'run-2'])).toEqual(new Map([['run-1', run.verdicts]]))
    const values = [{ run: 'run-1', median: 1.25, samples: 3 }]
    const { subject, metric, unit } = point('build', 0)
    expect(await again.values(['run-1'], [seriesKey({ subject, metric })])).toEqual([{ subject, metric, unit, values }])
    expect(await again.values(['run-1'])).toHaveLength(2)
    expect(await again.values([])).toEqual([])
    await again.close()
  })

  test('puts another report in the place of the first, of a run that is there', async () => {
    const store = await open()
    await store.append(entry(1))
    expect(await store.replaceReport('run-1', '{"profiles":["ü"]}')).toBe(true)
    expect(await store.replaceReport('run-2', '{}')).toBe(false)
    expect(await store.report('run-1')).toBe('{"profiles":["ü"]}')
    expect(await store.report('run-2')).toBeUndefined()
    expect(await store.list()).toEqual([entry(1).head])
    await store.close()
  })

  test('takes a run once, however often it is appended', async () => {
    const store = await open()
    expect(await store.append(entry(1))).toBe(true)
    expect(await store.append(entry(1, [point('build', 99)]))).toBe(false)
    expect((await store.values(['run-1']))[0]?.values).toEqual([{ run: 'run-1', median: 1, samples: 3 }])
    await store.close()
  })

  test('lists the newest first, filtered and limited; values run from the oldest on', async () => {
    const store = await open()
    for (const number of [2, 1, 3]) await store.append(entry(number, undefined, { branch: number === 3 ? 'main' : 'topic' }))
    const ids = async (filter = {}) => (await store.list(filter)).map(({ id }) => id)
    expect(await ids()).toEqual(['run-3', 'run-2', 'run-1'])
    expect(await ids({ limit: 2 })).toEqual(['run-3', 'run-2'])
    expect(await ids({ branch: 'topic' })).toEqual(['run-2', 'run-1'])
    expect(await ids({ fingerprint: 'machine-b' })).toEqual([])
    expect(await ids({ environment: 'ci', limit: 1 })).toEqual(['run-3'])
    expect(await ids({ before: head(3).startedAt })).toEqual(['run-2', 'run-1'])
    expect((await store.series()).map(({ subject }) => subject.name)).toEqual(['build'])
    const [build] = await store.values(['run-3', 'run-1', 'run-2'])
    expect(build?.values.map(({ median }) => median)).toEqual([1, 2, 3])
    await store.close()
  })

  test('keeps marks by kind and key, and sets them only over what is expected', async () => {
    const store = await open()
    expect(await store.marks()).toEqual([])
    expect(await store.mark({ kind: 'baseline', key: 'b', text: '1' })).toBe(true)
    expect(await store.mark({ kind: 'baseline', key: 'b', text: '2' })).toBe(true)
    expect(await store.mark({ kind: 'baseline', key: 'b', text: '3' }, {})).toBe(false)
    expect(await store.mark({ kind: 'baseline', key: 'b', text: '3' }, { text: '1' })).toBe(false)
    expect(await store.mark({ kind: 'baseline', key: 'b', text: '3' }, { text: '2' })).toBe(true)
    expect(await store.mark({ kind: 'baseline', key: 'a', text: 'ü' }, {})).toBe(true)
    expect(await store.mark({ kind: 'alert', key: 'b', text: '' })).toBe(true)
    await store.close()
    const again = await open(store)
    const baselines = [{ kind: 'baseline', key: 'a', text: 'ü' }, { kind: 'baseline', key: 'b', text: '3' }] // prettier-ignore
    expect(await again.marks('baseline')).toEqual(baselines)
    expect(await again.marks()).toEqual([{ kind: 'alert', key: 'b', text: '' }, ...baselines])
    expect([await again.unmark('baseline', 'a'), await again.unmark('baseline', 'a')]).toEqual([true, false])
    expect(await again.marks('baseline')).toHaveLength(1)
    await again.close()
  })

  test('recalls what came before a run: heads, judged values, verdicts and marks', async () => {
    const store = await open()
    for (const number of [1, 2, 3, 4]) await store.append(entry(number, [point('build', number), point('lint', 7)], { branch: number === 1 ? 'main' : 'topic' })) // prettier-ignore
    await store.mark({ kind: 'baseline', key: 'a', text: '1' })
    const wanted = ({ subject }: { subject: { name: string } }) => subject.name === 'build'
    const past = await recall(store, { wanted, limit: 1, also: [{ branch: 'main', limit: 5 }], before: head(4) })
    expect(past.runs.map(({ id }) => id)).toEqual(['run-3', 'run-1'])
    expect(past.series.map(({ subject, values }) => [subject.name, values.map(({ median }) => median)])).toEqual([['build', [1, 3]]]) // prettier-ignore
    expect([...past.verdicts.keys()].toSorted()).toEqual(['run-1', 'run-3'])
    expect(past.marks).toHaveLength(1)
    const nothing = await recall(store, { wanted: () => false, limit: 60 })
    expect([nothing.runs.length, nothing.series]).toEqual([4, []])
    await store.close()
  })

  test('forgets runs, and series that no run has any more', async () => {
    const store = await open()
    await store.append(entry(1, [point('old', 1)]))
    await store.append(entry(2, [point('new', 2)]))
    await store.append(entry(3, [point('old', 1), point('newest', 3)]))
    expect(await store.forget(['run-3'])).toBe(1)
    expect((await store.series()).map(({ subject }) => subject.name).toSorted()).toEqual(['new', 'old'])
    expect(await store.forget(['run-1', 'unknown'])).toBe(1)
    expect(await store.list()).toEqual([head(2)])
    expect(await store.verdicts(['run-1'])).toEqual(new Map())
    expect((await store.values(['run-1', 'run-2'])).map(({ subject }) => subject.name)).toEqual(['new'])
    await store.close()
  })
}
