import { describe, expect, test } from 'vitest'
import { CpuLedger } from '../../../src/measure/process/cpu-ledger.ts'
import type { ProcessReading } from '../../../src/measure/process/process-reading.ts'

type Row = readonly [pid: number, parent: number, own: number, waited: number]

function readings(...rows: readonly Row[]): Map<number, ProcessReading> {
  const of = ([pid, parent, own, waited]: Row): ProcessReading => {
    const rest = { threads: 1, resident: 0, peak: 0, file: 0, program: '', image: '', zombie: false }
    return { id: `${pid}@1`, pid, parent, own, waited, ...rest }
  }
  return new Map(rows.map((row) => [row[0], of(row)]))
}

describe('read', () => {
  test('adds up what lives', () => {
    expect(new CpuLedger().read(readings([10, 1, 100, 0], [11, 10, 50, 20]))).toBe(170)
  })

  test('a child that was waited for is counted once, in its parent', () => {
    const ledger = new CpuLedger()
    ledger.read(readings([10, 1, 100, 0], [11, 10, 50, 0]))
    expect(ledger.read(readings([10, 1, 110, 60]))).toBe(170)
  })

  test('short children that no reading saw are in the wait counter', () => {
    const ledger = new CpuLedger()
    ledger.read(readings([10, 1, 100, 0]))
    expect(ledger.read(readings([10, 1, 100, 300]))).toBe(400)
  })

  test('a child that nobody waited for keeps its last figure', () => {
    const ledger = new CpuLedger()
    ledger.read(readings([10, 1, 100, 0], [11, 10, 50, 0]))
    expect(ledger.read(readings([10, 1, 100, 0]))).toBe(150)
    expect(ledger.read(readings([10, 1, 120, 0]))).toBe(170)
  })

  test('a whole branch that went away is in the counter of the nearest ancestor left', () => {
    const ledger = new CpuLedger()
    ledger.read(readings([10, 1, 100, 0], [11, 10, 50, 5], [12, 11, 30, 0]))
    expect(ledger.read(readings([10, 1, 100, 90]))).toBe(190)
  })

  test('an orphan stays with its figure, alive and after its end', () => {
    const ledger = new CpuLedger()
    ledger.read(readings([10, 1, 100, 0], [11, 10, 50, 0], [12, 11, 30, 0]))
    expect(ledger.read(readings([10, 1, 100, 50], [12, 1, 40, 0]))).toBe(190)
    expect(ledger.read(readings([10, 1, 100, 50]))).toBe(190)
  })

  test('a pid that is used again is another process', () => {
    const ledger = new CpuLedger()
    ledger.read(readings([10, 1, 100, 0], [11, 10, 50, 0]))
    const again = readings([10, 1, 100, 0])
    again.set(11, { ...(readings([11, 10, 7, 0]).get(11) as ProcessReading), id: '11@2' })
    expect(ledger.read(again)).toBe(157)
  })

  test('parents in a ring, from pids used again, do not hang it', () => {
    const ledger = new CpuLedger()
    ledger.read(readings([10, 11, 100, 0], [11, 10, 50, 0]))
    expect(ledger.read(readings())).toBe(150)
  })
})

describe('finish', () => {
  const running = readings([10, 1, 100, 40], [11, 10, 50, 0])

  test('takes the wait counter of the one who reaped the root: it knows the last moments too', () => {
    const ledger = new CpuLedger()
    ledger.read(running)
    expect(ledger.finish(readings(), { waited: 250, most: 100 })).toEqual({ total: 250, waitedFor: true })
  })

  test('a counter that rose by more than the time allows has other children in it', () => {
    const ledger = new CpuLedger()
    ledger.read(running)
    expect(ledger.finish(readings(), { waited: 2000, most: 100 })).toEqual({ total: 190, waitedFor: false })
  })

  test('a counter that did not rise belongs to nobody: the last readings stand', () => {
    const ledger = new CpuLedger()
    ledger.read(running)
    expect(ledger.finish(readings(), { waited: 0, most: 100 })).toEqual({ total: 190, waitedFor: false })
  })

  test('orphans that outlive the root are added', () => {
    const ledger = new CpuLedger()
    ledger.read(running)
    expect(ledger.finish(readings([11, 1, 60, 0]), { waited: 150, most: 100 })).toEqual({ total: 210, waitedFor: true })
  })

  test('what was lost on the way is kept', () => {
    const ledger = new CpuLedger()
    ledger.read(running)
    ledger.read(readings([10, 1, 100, 40]))
    expect(ledger.finish(readings(), { waited: 140, most: 0 })).toEqual({ total: 190, waitedFor: true })
  })
})
