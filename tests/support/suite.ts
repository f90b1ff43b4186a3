/** A test suite that uses what a suite of a user may use, failures included. Its results must be the same with and without the plugin. */
export const suite: Readonly<Record<string, string>> = {
  'src/sum.ts': `interface Pair { readonly a: number; readonly b: number }
/** Adds. */
export function sum({ a, b }: Pair): number {
  if (a > 1000) return NaN
  return a + b
}
export const pick = (x: boolean): string => (x ? 'yes' : 'no')
export class Box { #v = 1; get v() { return this.#v } grow() { this.#v += 1; return this } never() { return 1 } }
`,
  'src/unused.ts': `export const nobody = () => 1
`,
  'basics.test.ts': `import { afterAll, afterEach, aroundEach, beforeAll, beforeEach, describe, expect, it, onTestFailed, onTestFinished, test } from 'vitest'
import { Box, pick, sum } from './src/sum.ts'
const log: string[] = []
beforeAll(() => { log.push('beforeAll'); return () => { log.push('undo beforeAll') } })
beforeEach(({ task }) => { log.push('before ' + task.name); return () => { log.push('undo ' + task.name) } })
beforeEach(({ task }) => { log.push('second before ' + task.name) })
afterEach(({ task }) => { log.push('after ' + task.name) })
afterAll(() => { console.log(process.env.CONCURRENT ? log.sort().join('\\n') : log.join('\\n')) })
aroundEach(async (run, { task }) => { log.push('around ' + task.name); await run(); log.push('round ' + task.name) })
test('adds', () => { expect(sum({ a: 1, b: 2 })).toBe(3); console.log('hello from adds'); console.error('a word on stderr') })
test.each([[1, 2, 3], [2, 2, 4]])('%i + %i', (a, b, c) => { expect(sum({ a, b })).toBe(c) })
test.for([{ a: 1 }, { a: 2 }])('for $a', ({ a }, { expect }) => { expect(a).toBeLessThan(3) })
describe.each(['x', 'y'])('each %s', (name) => { test('is', () => { expect(name).toHaveLength(1) }); describe('deep', () => { test('er', () => {}) }) })
test.fails('fails as said', () => { expect(1).toBe(2) })
test.fails('fails though it should not', () => {})
test('really fails', () => { expect({ a: 1 }).toEqual({ a: 2 }) })
test('fails late', async () => { await Promise.resolve(); throw new TypeError('late') })
test('soft', ({ expect }) => { expect.soft(1).toBe(2); expect.soft(2).toBe(3) })
test.skip('skipped', () => {})
test.todo('todo')
test('skips itself', ({ skip }) => skip('because'))
let tries = 0
test('flaky', { retry: 3 }, () => { tries += 1; expect(tries).toBe(3) })
let never = 0
test('never', { retry: 2 }, () => { never += 1; throw new Error('try ' + never) })
test('repeated', { repeats: 3 }, () => {})
let both = 0
test('repeated and retried', { repeats: 2, retry: 1 }, () => { if (both++ === 1) throw new Error('once') })
test('times out', { timeout: 60 }, () => new Promise(() => {}))
test('finishes', () => { onTestFinished(() => { log.push('finished') }); onTestFailed(() => { log.push('failed') }) })
test('meta', ({ task }) => { Object.assign(task.meta, { mine: 1 }); expect(Object.keys(task.meta)).toEqual(['mine']) })
let metaTries = 0
test('meta of a retry', { retry: 1 }, ({ task }) => { expect(Object.keys(task.meta)).toEqual([]); if (metaTries++ === 0) throw new Error('again') })
it('has an inline snapshot', ({ expect }) => { expect(pick(true)).toMatchInlineSnapshot('"yes"'); expect(new Box().grow().v).toBe(2) })
it('has a snapshot', ({ expect }) => { expect({ a: [1, 2] }).toMatchSnapshot() })
test('context', (context) => { console.log('context', Object.keys(context).sort().join(), typeof context, Object.getOwnPropertyNames(context).sort().join()) })
test('assigns', (context) => {
  Object.assign(context, { mine: 1 })
  expect(Object.getOwnPropertyDescriptor(context, 'mine')).toEqual({ value: 1, writable: true, enumerable: true, configurable: true })
})
describe('broken hook', () => { beforeEach(() => { throw new Error('hook') }); test('never starts', () => {}) })
describe('broken suite hook', () => { beforeAll(() => { throw new Error('all') }); test('never starts either', () => {}) })
test('globals', () => { console.log(Object.keys(globalThis).sort().join()) })
`,
  'fixtures.test.ts': `import { afterAll, describe, expect, test as base } from 'vitest'
const log: string[] = []
afterAll(() => { if (!process.env.CONCURRENT) console.log(log.join(' ')) })
const test = base.extend<{ plain: number; own: string; auto: void; forFile: number; forWorker: number; dep: string }>({
  plain: 5,
  own: async ({ plain }, use) => { log.push('own+'); await use('own ' + plain); log.push('own-') },
  auto: [async ({}, use) => { log.push('auto+'); await use(); log.push('auto-') }, { auto: true }],
  forFile: [async ({}, use) => { log.push('file+'); await use(7); log.push('file-') }, { scope: 'file' }],
  forWorker: [async ({}, use) => { log.push('worker+'); await use(8); log.push('worker-') }, { scope: 'worker' }],
  dep: async ({ own, forFile }, use) => { await use(own + ' ' + forFile) },
} as never)
test('plain', ({ plain }) => { expect(plain).toBe(5) })
test('own', ({ own }) => { expect(own).toBe('own 5') })
test('scopes', ({ forFile, forWorker, dep }) => { expect([forFile, forWorker, dep]).toEqual([7, 8, 'own 5 7']) })
test('retried', { retry: 2 }, ({ own, task }) => { expect(own).toBe('own 5'); if ((task.result?.retryCount ?? 0) < 1) throw new Error('again') })
test('refuses', (context) => { expect(context).toBeDefined() })
describe('inner', () => { test('in', ({ own }) => { expect(own).toBeTruthy() }) })
`,
  'concurrent.test.ts': `import { beforeEach, describe, test } from 'vitest'
const wait = (ms: number) => new Promise((done) => setTimeout(done, ms))
describe.concurrent('together', () => {
  beforeEach(async () => { await wait(1) })
  test.each([1, 2, 3, 4])('c %i', async (n) => { await wait(5 * n) })
  test('snap', async ({ expect }) => { await wait(2); expect('a').toMatchSnapshot() })
  test('retry', { retry: 2 }, async ({ task, expect }) => { await wait(2); expect(task.result?.retryCount ?? 0).toBe(1) })
  test.fails('f', async () => { await wait(1); throw new Error('x') })
})
test.concurrent('c a', async () => { await wait(3) })
test.concurrent('c b', async () => { await wait(1); throw new Error('concurrent failure') })
`,
  'timers.test.ts': `import fs from 'node:fs'
import { performance as perf } from 'node:perf_hooks'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
vi.mock('node:fs', async (real) => ({ ...(await real<object>()), default: { readFileSync: () => 'mocked' } }))
vi.mock('node:v8', () => ({ default: {} }))
describe('time', { concurrent: false }, () => {
  afterEach(() => { vi.useRealTimers(); vi.restoreAllMocks(); vi.unstubAllGlobals() })
  test('mocked', () => { expect(fs.readFileSync('x')).toBe('mocked') })
  describe('faked', () => {
    beforeEach(() => { vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'setImmediate', 'clearImmediate', 'Date', 'performance', 'hrtime', 'queueMicrotask'] }) })
    test('none is pending', () => { expect(vi.getTimerCount()).toBe(0) })
    test('jumps', () => { const before = performance.now(); vi.advanceTimersByTime(1e9); expect(performance.now() - before).toBe(1e9) })
    test('is 1970', () => { vi.setSystemTime(0); expect(Date.now()).toBe(0) })
  })
  test('faked in the body', () => { vi.useFakeTimers(); vi.advanceTimersByTime(1e9) })
  test('spies see nobody', async () => {
    const spies = [vi.spyOn(performance, 'now').mockReturnValue(-1e9), vi.spyOn(process, 'cpuUsage').mockReturnValue({ user: 1e15, system: 1e15 }), vi.spyOn(process, 'memoryUsage').mockReturnValue({} as never), vi.spyOn(process, 'hrtime'), vi.spyOn(Date, 'now').mockReturnValue(1), vi.spyOn(globalThis, 'setInterval'), vi.spyOn(globalThis, 'clearInterval'), vi.spyOn(perf, 'mark')]
    await new Promise((done) => setImmediate(done))
    for (const spy of spies) expect(spy).not.toHaveBeenCalled()
  })
  test('spies stay', () => { vi.spyOn(performance, 'now').mockReturnValue(1e12); vi.spyOn(process, 'cpuUsage').mockReturnValue({ user: 1e15, system: 1e15 }) })
  test('stubs', () => { vi.stubGlobal('performance', { now: () => { throw new Error('no clock') } }); vi.stubGlobal('setInterval', undefined) })
  test('resets modules', async () => { vi.resetModules(); const { sum } = await import('./src/sum.ts'); expect(sum({ a: 1, b: 1 })).toBe(2) })
})
`,
}
