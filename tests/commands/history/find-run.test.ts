import { describe, expect, test } from 'vitest'
import { findRun } from '../../../src/commands/history/find-run.ts'
import type { HistoryStore, RunFilter } from '../../../src/model/history.ts'

/** A store of runs with these ids, the newest first. */
function storeOf(...ids: readonly string[]): HistoryStore {
  const list = async ({ limit = ids.length }: RunFilter = {}) => ids.slice(0, limit).map((id) => ({ id }))
  return { place: 'file:history.db', list } as unknown as HistoryStore
}

describe('a run is found by', () => {
  test('its id, also where others begin with it', async () => {
    const store = storeOf('nightly-12', 'nightly-1', 'nightly-10')
    expect(await findRun(store, 'nightly-1')).toEqual({ id: 'nightly-1' })
    expect(await findRun(storeOf('abc'), 'abc')).toEqual({ id: 'abc' })
  })

  test('four characters that only it begins with', async () => {
    expect(await findRun(storeOf('01j9-b', '01j8-a'), '01j8')).toEqual({ id: '01j8-a' })
    await expect(findRun(storeOf('01j9-b', '01j9-a'), '01j9')).rejects.toThrow('2 runs begin with 01j9')
    await expect(findRun(storeOf('01j9-b'), '01j')).rejects.toThrow('has no run 01j')
  })

  test('last', async () => {
    expect(await findRun(storeOf('b', 'a'), 'last')).toEqual({ id: 'b' })
    await expect(findRun(storeOf(), 'last')).rejects.toThrow('has no run last')
  })
})
