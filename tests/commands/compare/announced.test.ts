import { expect, test } from 'vitest'
import { announced } from '../../../src/commands/compare/announced.ts'

/** A world whose clock goes on by so many ms a look. */
function worldOf(isTTY: boolean, step: number) {
  let at = 0
  return { stderr: { isTTY, columns: 80, write: () => undefined }, now: () => new Date((at += step)) }
}

test('on a terminal each run is told when it begins, with the time of those before', async () => {
  const said: string[] = []
  const measure = announced(async ({ name }: { name: string }) => name, { say: (line) => said.push(line), most: 6, world: worldOf(true, 41_000) }) // prettier-ignore
  expect([await measure({ name: 'main@0123456' }), await measure({ name: 'working tree' })]).toEqual([
    'main@0123456',
    'working tree',
  ])
  expect(said).toEqual(['run 1 of 6 at most  main@0123456', 'run 2 of 6 at most, about 41s each  working tree'])
})

test('a log is not told', async () => {
  const said: string[] = []
  const measure = announced(async () => 1, { say: (line) => said.push(line), most: 6, world: worldOf(false, 1) })
  expect([await measure({ name: 'a' }), said]).toEqual([1, []])
})
