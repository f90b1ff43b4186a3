import { describe, expect, test } from 'vitest'
import { PidusageMethod } from '../../../src/measure/process/pidusage-method.ts'

describe('PidusageMethod', () => {
  test('keeps the largest memory and the last CPU time, as estimates', async () => {
    const told = [{ memory: 100, ctime: 5 }, { memory: 300, ctime: 20 }, { memory: 200, ctime: 30 }] // prettier-ignore
    const method = new PidusageMethod(1, () => Promise.resolve(told.shift() ?? { memory: 0, ctime: 0 }))
    expect(await method.read()).toEqual({ cpu: 5, memory: 100, processes: 1 })
    await method.read()
    await method.read()
    const totals = method.finish()
    expect(totals.memory).toMatchObject({ value: 300, exact: false })
    expect(totals.cpuTime).toMatchObject({ value: 30, exact: false })
    expect(totals.memory?.source).toContain('pidusage')
  })

  test('what was never read is not there', async () => {
    const method = new PidusageMethod(1, () => Promise.reject(new Error('No matching pid found')))
    expect(await method.read()).toBeUndefined()
    expect(method.finish()).toEqual({ processes: { seen: 0, most: 0 }, method: 'pidusage of the first process' })
  })

  test('the real one reads this process', async () => {
    const method = new PidusageMethod(process.pid)
    const moment = await method.read()
    expect(moment?.memory).toBeGreaterThan(10_000_000)
    expect(moment?.cpu).toBeGreaterThan(0)
    method.close()
  })
})
