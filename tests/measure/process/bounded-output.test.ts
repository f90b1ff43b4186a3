import { expect, test } from 'vitest'
import { BoundedOutput } from '../../../src/measure/process/bounded-output.ts'

function outputOf(chunks: readonly string[], wanted?: string): BoundedOutput {
  const output = new BoundedOutput(wanted)
  for (const chunk of chunks) output.add(Buffer.from(chunk))
  return output
}

test('a short output is kept whole', () => {
  expect(outputOf(['one\n', 'two\n']).text()).toBe('one\ntwo\n')
  expect(outputOf([]).text()).toBe('')
})

test('nothing is lost up to both ends, wherever the pieces are cut', () => {
  const text = 'ä'.repeat(60_000)
  const bytes = Buffer.from(text)
  const output = new BoundedOutput()
  for (let at = 0; at < bytes.length; at += 777) output.add(bytes.subarray(at, at + 777))
  expect(output.text()).toBe(text)
})

test('of a long one the beginning and the end are kept, and the rest is counted', () => {
  const lines = Array.from({ length: 100_000 }, (_, i) => `line ${String(i).padStart(9, '0')}\n`)
  const text = outputOf(lines).text()
  expect(text.startsWith('line 000000000\n')).toBe(true)
  expect(text.endsWith('line 000099999\n')).toBe(true)
  const [, dropped] = /\n\[(\d+) bytes left out\]\n/.exec(text) ?? []
  expect(Number(dropped)).toBe(100_000 * 15 - 2 * 64 * 1024)
})

test('one piece larger than all that is kept', () => {
  const text = outputOf([`a${'x'.repeat(1_000_000)}z`]).text()
  expect(text.length).toBeLessThan(140_000)
  expect(text.startsWith('ax')).toBe(true)
  expect(text.endsWith('xz')).toBe(true)
})

test('a text is found across pieces, and in what is dropped', () => {
  const filler = Array.from({ length: 300 }, () => 'x'.repeat(1000))
  expect(outputOf([...filler, 'rea', 'dy', ...filler], 'ready').found).toBe(true)
  expect(outputOf([...filler, 'rea', 'd', ...filler], 'ready').found).toBe(false)
  expect(outputOf(['a'], 'a').found).toBe(true)
})
