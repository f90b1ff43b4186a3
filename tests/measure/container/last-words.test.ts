import { expect, test } from 'vitest'
import { lastWordsOf } from '../../../src/measure/container/last-words.ts'
import { unframedLog } from '../../../src/measure/container/unframed-log.ts'

function frame(stream: 1 | 2, text: string): Buffer {
  const head = Buffer.from([stream, 0, 0, 0, 0, 0, 0, 0])
  head.writeUInt32BE(Buffer.byteLength(text), 4)
  return Buffer.concat([head, Buffer.from(text)])
}

test('a log in pieces of both streams is one text, and one of a terminal stays as it is', () => {
  expect(unframedLog(Buffer.concat([frame(1, 'grüße\n'), frame(2, 'no database\n')]))).toBe('grüße\nno database\n')
  expect(unframedLog(Buffer.from('no frames'))).toBe('no frames')
})

test('asks for the last lines of both streams, without the space around them', async () => {
  const asked: unknown[] = []
  const logs = async (options: unknown): Promise<Buffer> => {
    asked.push(options)
    return frame(2, 'no database\n')
  }
  expect(await lastWordsOf({ id: 'a', logs })).toBe('no database')
  expect(asked).toEqual([{ stdout: true, stderr: true, tail: 3 }])
})

test.each([
  ['a client that cannot tell', { id: 'a' }],
  ['a container that is gone', { id: 'a', logs: async () => Promise.reject(new Error('no such container')) }],
])('nothing of %s', async (_, container) => {
  expect(await lastWordsOf(container)).toBe('')
})
