// What the sampler costs, how many of its readings it misses while the main thread is blocked, and what it leaves open.
import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import pidusage from 'pidusage'
import { Sampler } from '../dist/measure/process/sampler.js'
import { Bounds, describeMachine, printTable } from './support/figures.mjs'
import { readOptions } from './support/options.mjs'

const options = readOptions({ seconds: 10, processes: 10 })
const interval = 100
const bounds = new Bounds()

console.log(`${describeMachine()} · ${options.processes} processes, every ${interval} ms, for ${options.seconds} s\n`)
const tree = await startTree(options.processes)
const rows = []
rows.push(...(await ownSampler()))
rows.push(...(await pidusageOfAll()))
tree.stop()
printTable(['sampler', 'figure', 'measured', 'bound'], rows)
bounds.conclude(options.strict)

async function ownSampler() {
  const sampler = new Sampler()
  const descriptors = openDescriptors()
  const warm = sampler.watch({ pid: tree.pid, interval, before: 0 })
  await sleep(1000)
  warm.stop()
  const idle = await watchFor(sampler, () => sleep(options.seconds * 1000))
  const blocked = await watchFor(sampler, blockMainThread)
  await sampler.stop()
  await sleep(100)
  const left = openDescriptors() - descriptors
  const timer = await missedByTimer()
  return [
    ['vitest-slo', 'CPU, share of a core', share(idle.cost), bounds.check(idle.cost, 0.01, '1 %')],
    ['', 'processes seen', idle.processes, ''],
    ['', 'missed readings, main thread free', share(idle.missed), ''],
    ['', 'missed readings, main thread blocked 300 ms at a time', share(blocked.missed), ''],
    ['', 'missed meanwhile by a bare timer in a thread of its own', share(blocked.missedByThread), ''],
    ['', 'missed by us alone', share(blocked.missedByUs), bounds.check(blocked.missedByUs, 0.05, '5 %')],
    ['', 'descriptors left open', left, bounds.check(left, 0, '0')],
    ['a timer in the main thread', 'missed, main thread blocked 300 ms at a time', share(timer), ''],
  ]
}

async function watchFor(sampler, wait) {
  const reference = await startReference()
  const watch = sampler.watch({ pid: tree.pid, interval, before: 0 })
  const began = performance.now()
  const ticksBefore = reference.ticks()
  await wait()
  const { samplerCpu, timeline, processes } = watch.read()
  const elapsed = performance.now() - began
  const ticks = reference.ticks() - ticksBefore
  watch.stop()
  await reference.stop()
  const missed = (count) => Math.max(0, 1 - count / (elapsed / interval))
  const [ours, ofThread] = [missed(timeline.stretches.length), missed(ticks)]
  // `read` takes a reading of its own, which is no point of the time line.
  return {
    cost: samplerCpu / elapsed,
    missed: ours,
    missedByThread: ofThread,
    missedByUs: Math.max(0, ours - ofThread),
    processes: processes.most,
  }
}

/** What the machine itself lets a thread miss that does nothing but count: where others are at work that is not nothing. */
async function startReference() {
  const counter = new Int32Array(new SharedArrayBuffer(4))
  const code = `const { workerData } = require('node:worker_threads'); setInterval(() => Atomics.add(workerData, 0, 1), ${interval})`
  const worker = new Worker(code, { eval: true, workerData: counter })
  await new Promise((resolve) => worker.once('online', resolve))
  return { ticks: () => Atomics.load(counter, 0), stop: () => worker.terminate() }
}

async function blockMainThread() {
  const end = performance.now() + options.seconds * 1000
  while (performance.now() < end) {
    const free = performance.now() + 300
    while (performance.now() < free);
    await new Promise((resolve) => setImmediate(resolve))
  }
}

async function missedByTimer() {
  let ticks = 0
  const timer = setInterval(() => ticks++, interval)
  const began = performance.now()
  await blockMainThread()
  clearInterval(timer)
  return Math.max(0, 1 - ticks / ((performance.now() - began) / interval))
}

/** What people use today: pidusage of every process of the tree, their pids known beforehand (finding them would start a `ps` each time). */
async function pidusageOfAll() {
  const descriptors = openDescriptors()
  const began = performance.now()
  const before = process.cpuUsage()
  let next = began
  while (performance.now() - began < options.seconds * 1000) {
    await pidusage(tree.pids)
    next += interval
    await sleep(Math.max(0, next - performance.now()))
  }
  const { user, system } = process.cpuUsage(before)
  const cost = (user + system) / 1000 / (performance.now() - began)
  return [
    ['pidusage, pids known', 'CPU, share of a core', share(cost), ''],
    ['', 'descriptors left open at the end', openDescriptors() - descriptors, ''],
  ]
}

/** A process with children, all idle. */
async function startTree(processes) {
  const code = `
const { spawn } = require('node:child_process')
const children = Array.from({ length: ${processes - 1} }, () => spawn('sleep', ['600']))
console.log(children.map(({ pid }) => pid).join(' '))
process.stdin.on('end', () => { for (const child of children) child.kill(); process.exit() }).resume()
`
  const root = spawn(process.execPath, ['-e', code], { stdio: ['pipe', 'pipe', 'inherit'] })
  const line = await new Promise((resolve) => root.stdout.once('data', (chunk) => resolve(String(chunk))))
  return { pid: root.pid, pids: [root.pid, ...line.trim().split(' ').map(Number)], stop: () => root.stdin.end() }
}

function openDescriptors() {
  return readdirSync('/proc/self/fd').length
}

function share(value) {
  return `${(value * 100).toFixed(2)} %`
}
