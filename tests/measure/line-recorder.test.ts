import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LineRecorder } from '../../src/measure/line-recorder.ts'

test('counters become rates, and memory lies between its readings', () => {
  const recorder = new LineRecorder()
  recorder.add({ at: 100, cpu: 50, memory: 1000, diskRead: 0, networkSent: 10 })
  expect(recorder.stretches).toEqual([])
  recorder.add({ at: 200, cpu: 200, memory: 3000, diskRead: 500 })
  expect(recorder.stretches).toEqual([
    {
      from: 100,
      to: 200,
      figures: {
        cpu: { min: 1.5, mean: 1.5, max: 1.5, known: 100 },
        diskRead: { min: 5000, mean: 5000, max: 5000, known: 100 },
        memory: { min: 1000, mean: 2000, max: 3000, known: 100 },
      },
    },
  ])
})

test('what is not known is no figure, never 0; one reading of memory stands for both', () => {
  const recorder = new LineRecorder()
  recorder.add({ at: 0, memory: 10 })
  recorder.add({ at: 10, cpu: 5 })
  recorder.add({ at: 20 })
  expect(recorder.stretches.map(({ figures }) => figures)).toEqual([{ memory: { min: 10, mean: 10, max: 10, known: 10 } }, {}])
})

test('a counter never falls, and what was counted twice is not told twice', () => {
  const recorder = new LineRecorder()
  for (const [place, cpu] of [10, 30, 20, 35].entries()) recorder.add({ at: place * 10, cpu })
  expect(recorder.stretches.map(({ figures }) => figures.cpu?.mean)).toEqual([2, 0, 0.5])
})

test('after an interruption counters begin anew, with a hole before', () => {
  const recorder = new LineRecorder()
  recorder.add({ at: 0, cpu: 100, memory: 5 })
  recorder.add({ at: 10, cpu: 110, memory: 5 })
  recorder.interrupt()
  recorder.add({ at: 50, cpu: 3, memory: 7 })
  recorder.add({ at: 60, cpu: 8, memory: 7 })
  expect(recorder.stretches.map(({ figures }) => [figures.cpu?.mean, figures.memory?.max])).toEqual([[1, 5], [undefined, undefined], [0.5, 7]]) // prettier-ignore
})

test('a moment that is not later adds nothing', () => {
  const recorder = new LineRecorder()
  for (const at of [5, 5, 4]) recorder.add({ at, cpu: at })
  expect(recorder.stretches).toEqual([])
})

test('stays bounded and even over any time, and loses neither a peak nor CPU time', () => {
  const recorder = new LineRecorder(100)
  for (let i = 0; i <= 50_000; i++) recorder.add({ at: i * 100, cpu: i * 25, memory: i === 7777 ? 999 : 5 })
  const { stretches } = recorder
  expect(stretches.length).toBeLessThan(100)
  expect(Math.max(...stretches.map(({ figures }) => figures.memory?.max ?? 0))).toBe(999)
  const spent = stretches.reduce((sum, { figures: { cpu } }) => sum + (cpu?.mean ?? 0) * (cpu?.known ?? 0), 0)
  expect(spent).toBeCloseTo(50_000 * 25, 3)
  const lengths = stretches.slice(0, -1).map(({ from, to }) => to - from)
  expect(Math.max(...lengths) / Math.min(...lengths)).toBeLessThan(5)
})

test('any moments: no hole in time, sums kept', () => {
  const moments = fc.array(fc.record({ step: fc.integer({ min: 1, max: 1000 }), spent: fc.nat(1000), isRestart: fc.boolean() }), { maxLength: 300 }) // prettier-ignore
  fc.assert(
    fc.property(moments, (steps) => {
      const recorder = new LineRecorder(20)
      let [at, cpu, seen] = [0, 0, 0]
      recorder.add({ at, cpu })
      for (const { step, spent, isRestart } of steps) {
        at += step
        if (isRestart) {
          recorder.interrupt()
          cpu = 0
        } else {
          cpu += spent
          seen += spent
        }
        recorder.add({ at, cpu })
      }
      const { stretches } = recorder
      expect(stretches.length).toBeLessThan(20)
      expect(stretches.at(-1)?.to ?? 0).toBe(at)
      expect(stretches.every(({ from }, place) => from === (stretches[place - 1]?.to ?? 0))).toBe(true)
      expect(stretches.reduce((sum, { figures: { cpu: one } }) => sum + (one?.mean ?? 0) * (one?.known ?? 0), 0)).toBeCloseTo(seen, 4) // prettier-ignore
    }),
  )
})
