import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { coarsened, endOfTrace, isUnknown, joinedStretch, joinedTrace, startOf } from '../../src/model/stretch.ts'
import type { Stretch, Trace } from '../../src/model/stretch.ts'

const figure = (mean: number, known = 10) => ({ min: mean, mean, max: mean, known })
const subject = { kind: 'command', name: 'build' } as const

/** Stretches without a hole, some of which nothing is known of. */
const anyStretches: fc.Arbitrary<Stretch[]> = fc
  .array(fc.record({ length: fc.integer({ min: 1, max: 500 }), cpu: fc.option(fc.nat(4)), memory: fc.option(fc.nat(1e6)) }), {
    maxLength: 400,
  }) // prettier-ignore
  .map((parts) => {
    let at = 0
    return parts.map(({ length, cpu, memory }) => {
      const from = at
      at += length
      return {
        from,
        to: at,
        figures: {
          ...(cpu === null ? {} : { cpu: figure(cpu, length) }),
          ...(memory === null ? {} : { memory: figure(memory, length) }),
        },
      }
    })
  })

function used(stretches: readonly Stretch[]): number {
  return stretches.reduce((sum, { figures: { cpu } }) => sum + (cpu === undefined ? 0 : cpu.mean * cpu.known), 0)
}

function peak(stretches: readonly Stretch[]): number | undefined {
  const known = stretches.flatMap(({ figures }) => figures.memory?.max ?? [])
  return known.length === 0 ? undefined : Math.max(...known)
}

describe('joinedStretch', () => {
  test('what one of two knows stays known', () => {
    const joined = joinedStretch(
      { from: 0, to: 10, figures: { cpu: figure(1, 10) } },
      { from: 10, to: 40, figures: { cpu: { min: 0, mean: 2, max: 3, known: 30 }, memory: figure(7, 30) } },
    )
    expect(joined).toEqual({
      from: 0,
      to: 40,
      figures: { cpu: { min: 0, mean: 1.75, max: 3, known: 40 }, memory: figure(7, 30) },
    })
  })

  test('of nothing and nothing nothing is known', () => {
    const joined = joinedStretch({ from: 0, to: 1, figures: {} }, { from: 1, to: 2, figures: {} })
    expect(joined.figures).toEqual({})
    expect(isUnknown(joined)).toBe(true)
  })
})

describe('coarsened', () => {
  test('leaves alone what is short enough', () => {
    const stretches = [{ from: 0, to: 10, figures: {} }]
    expect(coarsened(stretches, 2)).toBe(stretches)
    expect(coarsened([], 2)).toEqual([])
  })

  test('a hole stays a hole', () => {
    const stretches = Array.from({ length: 100 }, (_, place) => ({
      from: place,
      to: place + 1,
      figures: place >= 40 && place < 60 ? {} : { cpu: figure(1, 1) },
    }))
    const coarse = coarsened(stretches, 20)
    expect(coarse.length).toBeLessThanOrEqual(20)
    const holes = coarse.filter(isUnknown)
    expect([holes[0]?.from, holes.at(-1)?.to]).toEqual([40, 60])
  })

  test('of nothing but holes and pieces the holes give way', () => {
    const stretches = Array.from({ length: 100 }, (_, place) => ({
      from: place,
      to: place + 1,
      figures: place % 2 === 0 ? {} : { cpu: figure(1, 1) },
    }))
    const coarse = coarsened(stretches, 10)
    expect(coarse.length).toBeLessThanOrEqual(10)
    expect(used(coarse)).toBe(50)
  })

  test('is bounded, whole, and loses neither a peak nor what was used in all', () => {
    fc.assert(
      fc.property(anyStretches, fc.integer({ min: 2, max: 60 }), (stretches, most) => {
        const coarse = coarsened(stretches, most)
        expect(coarse.length).toBeLessThanOrEqual(Math.max(most, 0))
        expect(coarse[0]?.from).toBe(stretches[0]?.from)
        expect(coarse.at(-1)?.to).toBe(stretches.at(-1)?.to)
        expect(coarse.every(({ from }, place) => place === 0 || from === coarse[place - 1]?.to)).toBe(true)
        expect(used(coarse)).toBeCloseTo(used(stretches), 4)
        expect(peak(coarse)).toBe(peak(stretches))
      }),
    )
  })
})

describe('joinedTrace', () => {
  const traceAt = (epoch: number, name: string, shift = 0): Trace => ({
    subject,
    epoch,
    stretches: [{ from: shift, to: shift + 10, figures: { cpu: figure(1) } }],
    phases: [{ name, from: shift, to: shift + 10 }],
    source: 'samples',
  })

  test('in the order of time, with a hole between', () => {
    expect(joinedTrace([traceAt(1100, 'second', 5), traceAt(1000, 'first')], 100)).toEqual({
      subject,
      epoch: 1000,
      source: 'samples',
      stretches: [
        { from: 0, to: 10, figures: { cpu: figure(1) } },
        { from: 10, to: 105, figures: {} },
        { from: 105, to: 115, figures: { cpu: figure(1) } },
      ],
      phases: [
        { name: 'first', from: 0, to: 10 },
        { name: 'second', from: 105, to: 115 },
      ],
    })
  })

  test('what follows at once leaves no hole, and one alone stays as it is', () => {
    expect(joinedTrace([traceAt(0, 'a'), traceAt(10, 'b')], 100).stretches.map(({ from, to }) => [from, to])).toEqual([[0, 10], [10, 20]]) // prettier-ignore
    expect(joinedTrace([traceAt(0, 'a')], 100)).toEqual(traceAt(0, 'a'))
    const empty = { ...traceAt(7, 'a'), stretches: [] }
    expect(joinedTrace([empty], 100)).toEqual(empty)
  })

  test('a trace without a stretch begins and ends with its epoch', () => {
    const empty = { ...traceAt(7, 'a'), stretches: [] }
    expect([startOf(empty), endOfTrace(empty)]).toEqual([7, 7])
    expect([startOf(traceAt(7, 'a')), endOfTrace(traceAt(7, 'a'))]).toEqual([7, 17])
  })

  test('many phases are counted, and many stretches coarsened', () => {
    const [first, ...others] = Array.from({ length: 41 }, (_, place) => traceAt(place * 100, `sample ${place + 1}`)) as [Trace, ...Trace[]] // prettier-ignore
    const joined = joinedTrace([first, ...others], 30)
    expect(joined.phases).toEqual([{ name: '41 executions', from: 0, to: 4010 }])
    expect(joined.stretches.length).toBeLessThanOrEqual(30)
  })
})
