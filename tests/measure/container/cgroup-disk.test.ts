import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, expect, test } from 'vitest'
import { DiskLedger, parseProcessIo, ProcessDisks } from '../../../src/measure/container/cgroup-disk.ts'

const process1 = (read: number, written = 0) => ({ id: '1@1', inside: false, read, written })
const child = (read: number, written = 0) => ({ id: '2@5', inside: true, read, written })

describe('DiskLedger', () => {
  test('adds the processes up', () => {
    expect(new DiskLedger().add([process1(10, 1), child(5, 2)])).toEqual({ read: 15, written: 3 })
  })

  test('no process is no byte', () => {
    expect(new DiskLedger().add([])).toEqual({ read: 0, written: 0 })
  })

  test('a child that was waited for lives on in its parent and is not counted twice', () => {
    const ledger = new DiskLedger()
    ledger.add([process1(10), child(5)])
    expect(ledger.add([process1(17)])).toEqual({ read: 17, written: 0 })
  })

  test('between its end and the wait the total does not shrink', () => {
    const ledger = new DiskLedger()
    ledger.add([process1(10), child(5)])
    expect(ledger.add([process1(10)])).toEqual({ read: 15, written: 0 })
  })

  test('a process that only the world outside waits for is kept', () => {
    const ledger = new DiskLedger()
    ledger.add([process1(10), { ...child(5, 3), inside: false }])
    expect(ledger.add([process1(12)])).toEqual({ read: 17, written: 3 })
  })

  test('a pid that is used anew is another process', () => {
    const ledger = new DiskLedger()
    ledger.add([process1(10)])
    expect(ledger.add([{ ...process1(1), id: '1@9' }])).toEqual({ read: 11, written: 0 })
  })
})

test('parseProcessIo takes what went to the disks, not what was asked for', () => {
  const text =
    'rchar: 54161\nwchar: 7754\nsyscr: 55\nsyscw: 7\nread_bytes: 70287360\nwrite_bytes: 4096\ncancelled_write_bytes: 0\n'
  expect(parseProcessIo(text)).toEqual({ read: 70_287_360, written: 4096 })
  expect(parseProcessIo('')).toBeUndefined()
})

describe.runIf(process.platform === 'linux')('ProcessDisks', () => {
  test('reads living processes, and no process that is gone', async () => {
    const disks = new ProcessDisks()
    expect(disks.read([process.pid])).toMatchObject({ read: expect.any(Number), written: expect.any(Number) })
    const gone = spawn('true')
    await once(gone, 'exit')
    expect(new ProcessDisks().read([gone.pid!])).toBeUndefined()
  })
})
