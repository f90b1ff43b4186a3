import { describe, expect, test } from 'vitest'
import { DiskLedger } from '../../../src/measure/process/disk-ledger.ts'
import type { ProcessReading } from '../../../src/measure/process/process-reading.ts'

type Row = readonly [pid: number, parent: number, read: number, written: number]

function readings(...rows: readonly Row[]): Map<number, ProcessReading> {
  const rest = { threads: 1, own: 0, waited: 0, resident: 0, peak: 0, file: 0, program: '', image: '', zombie: false }
  return new Map(
    rows.map(([pid, parent, read, written]) => [pid, { id: `${pid}@1`, pid, parent, disk: { read, written }, ...rest }]),
  )
}

test('adds up what lives; a child that was waited for is in its parent', () => {
  const ledger = new DiskLedger()
  expect(ledger.read(readings([1, 0, 5, 10], [2, 1, 7, 100]))).toEqual({ read: 12, written: 110 })
  expect(ledger.read(readings([1, 0, 12, 115]))).toEqual({ read: 12, written: 115 })
})

test('one that nobody of the tree can have waited for is kept', () => {
  const ledger = new DiskLedger()
  ledger.read(readings([1, 0, 0, 10], [2, 99, 0, 100]))
  expect(ledger.read(readings([1, 0, 0, 10]))).toEqual({ read: 0, written: 110 })
})

test('a process that hides its bytes adds none', () => {
  const [, reading] = [...readings([1, 0, 3, 4])][0] as [number, ProcessReading]
  expect(new DiskLedger().read(new Map([[1, { ...reading, disk: undefined }]]))).toEqual({ read: 0, written: 0 })
})

describe('finish', () => {
  test('the rise of our own counter is the whole of the root, its last bytes included', () => {
    const ledger = new DiskLedger()
    ledger.read(readings([1, 0, 5, 10], [2, 1, 5, 20]))
    expect(ledger.finish(new Map(), { read: 11, written: 50 })).toEqual({ bytes: { read: 11, written: 50 }, waitedFor: true })
  })

  test('a rise that is too small, or not known, leaves the last sample', () => {
    const ledger = new DiskLedger()
    ledger.read(readings([1, 0, 5, 10], [2, 1, 5, 20]))
    const sampled = { bytes: { read: 10, written: 30 }, waitedFor: false }
    expect(ledger.finish(new Map(), { read: 11, written: 29 })).toEqual(sampled)
    expect(ledger.finish(new Map(), undefined)).toEqual(sampled)
  })

  test('who lives on is added', () => {
    const ledger = new DiskLedger()
    ledger.read(readings([1, 0, 0, 10], [2, 99, 0, 20]))
    expect(ledger.finish(readings([2, 99, 0, 25]), { read: 0, written: 15 }).bytes).toEqual({ read: 0, written: 40 })
  })
})
