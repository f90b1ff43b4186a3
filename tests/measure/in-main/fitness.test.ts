import { describe, expect, test } from 'vitest'
import { startFitness } from '../../../src/measure/in-main/fitness.ts'
import type { Host } from '../../../src/measure/in-main/host.ts'
import { hostOf, hostThatChanges } from './sample-host.ts'
import type { Files } from './sample-host.ts'

const pressure = (avg10: string) => ({ '/proc/pressure/cpu': `some avg10=${avg10} avg60=0.00 avg300=0.00 total=0\n` })
const gib = 2 ** 30

describe('before the run', () => {
  test.each<[string, Files, Partial<Host>, readonly string[]]>([
    ['nothing is wrong', pressure('0.12'), {}, []],
    ['nothing can be known', {}, { load: () => undefined, freeMemory: () => undefined, freeDisk: () => undefined }, []],
    ['the number of CPUs cannot be known', {}, { cores: 0, load: () => 50 }, []],
    ['a load at the bound', {}, { load: () => 6 }, []],
    ['a load over it', {}, { load: () => 12.4 }, ['load per core 3.1 before the run > 1.5']],
    ['a load a hair over it', {}, { load: () => 6.004 }, ['load per core 1.501 before the run > 1.5']],
    ['pressure at the bound', pressure('40.00'), {}, []],
    ['pressure over it', pressure('53.90'), {}, ['CPU pressure 53.9% before the run > 40%']],
    ['memory at the bound', {}, { freeMemory: () => 0.05 * 16 * gib }, []],
    ['memory under it', {}, { freeMemory: () => gib / 4 }, ['free memory 1.56% before the run < 5%']],
    ['disk under the bound', {}, { freeDisk: () => 0.004 }, ['free disk 0.4% before the run < 1%']],
    ['several at once', pressure('99.00'), { load: () => 80, freeDisk: () => 0 }, ['load per core 20 before the run > 1.5', 'CPU pressure 99% before the run > 40%', 'free disk 0% before the run < 1%']],
  ])('%s', (_, files, more, reasons) => {
    const watch = startFitness(hostOf(files, more))
    expect(watch.before).toEqual({ fit: reasons.length === 0, reasons })
    expect(watch.stop()).toEqual(watch.before)
  }) // prettier-ignore

  test('the memory of the tightest container counts, whatever the machine has', () => {
    const files = { '/proc/self/cgroup': '0::/\n', '/sys/fs/cgroup/memory.max': '1000', '/sys/fs/cgroup/memory.current': '1001' }
    expect(startFitness(hostOf(files)).before.reasons).toEqual(['free memory 0% before the run < 5%'])
  })
})

/** CPU times in ticks of 10 ms. */
const cpu = (user: number, idle: number, steal = 0) => ({ '/proc/stat': `cpu  ${user} 0 0 ${idle} 0 0 0 ${steal} 0 0\n` })
const own = (ticks: number) => ({ '/proc/100/stat': `100 (node) S 1 1 1 0 -1 0 1 1 0 0 ${ticks} 0 0 0 20 0 7 0 3900 1 1` })
const quota = (periods: number, throttled: number) => ({
  '/proc/self/cgroup': '1:cpu:/\n',
  '/sys/fs/cgroup/cpu/cpu.stat': `nr_periods ${periods}\nnr_throttled ${throttled}\nthrottled_time 0\n`,
})

describe('during the run', () => {
  test.each<[string, Files, Files, readonly string[]]>([
    ['an idle machine', { ...cpu(100, 100), ...own(0) }, { ...cpu(100, 500), ...own(0) }, []],
    ['our own load', { ...cpu(100, 100), ...own(5) }, { ...cpu(500, 100), ...own(400) }, []],
    ['others at the bound', { ...cpu(0, 0), ...own(0) }, { ...cpu(200, 200), ...own(0) }, []],
    [
      'others over it',
      { ...cpu(0, 0), ...own(0) },
      { ...cpu(352, 48), ...own(100) },
      ['CPU used by other programs 63% during the run > 50%'],
    ],
    ['others, of whom we cannot be told apart', cpu(0, 0), cpu(400, 0), []],
    [
      'a run too short to tell',
      { ...cpu(0, 0), ...own(0) },
      { ...cpu(49, 0, 49), ...own(0) },
      ['CPU stolen by the hypervisor 50% during the run > 5%'],
    ],
    ['a run shorter still', { ...cpu(0, 0), ...own(0) }, { ...cpu(40, 0, 9), ...own(0) }, []],
    ['counters that stand still', { ...cpu(5, 5), ...own(0) }, { ...cpu(5, 5), ...own(0) }, []],
    ['a thief at the bound', cpu(0, 0), cpu(0, 380, 20), []],
    ['a thief', cpu(0, 0), cpu(0, 360, 40), ['CPU stolen by the hypervisor 10% during the run > 5%']],
    ['throttled at the bound', quota(0, 0), quota(100, 5), []],
    ['throttled', quota(100, 50), quota(200, 62), ['periods with throttled CPU 12% during the run > 5%']],
    ['throttled in too few periods to tell', quota(0, 0), quota(4, 4), []],
    ['a group that was not there before', {}, quota(100, 100), []],
  ])('%s', (_, before, after, reasons) => {
    const { host, change } = hostThatChanges(before, after)
    const watch = startFitness(host)
    change()
    expect(watch.stop()).toEqual({ fit: reasons.length === 0, reasons })
  })

  test('what somebody else counted of our own work is not held against us', () => {
    const { host, change } = hostThatChanges({ ...cpu(0, 0), ...own(0) }, { ...cpu(400, 0), ...own(10) })
    const watch = startFitness(host)
    change()
    expect(watch.stop(3_900).fit).toBe(true)
    expect(watch.stop(50).reasons).toEqual(['CPU used by other programs 97.5% during the run > 50%'])
  })

  test('what was wrong before stays wrong', () => {
    const { host, change } = hostThatChanges(cpu(0, 0), cpu(0, 360, 40), { load: () => 8 })
    const watch = startFitness(host)
    change()
    expect(watch.stop()).toEqual({ fit: false, reasons: ['load per core 2 before the run > 1.5', 'CPU stolen by the hypervisor 10% during the run > 5%'] }) // prettier-ignore
  })
})

describe('on this machine', () => {
  test('figures are read, and whatever was found before is found at the end', () => {
    const watch = startFitness()
    const { fit, reasons } = watch.stop()
    expect(fit).toBe(reasons.length === 0)
    expect(reasons).toEqual(expect.arrayContaining([...watch.before.reasons]))
  })
})
