// A piece of JavaScript work that is always the same, and what it cost: one line of JSON. Needs --expose-gc.
import { readFileSync } from 'node:fs'
import v8 from 'node:v8'
import { catalogue, work } from './work.mjs'

const kept = []
const profiler = new v8.GCProfiler()
const heapBefore = v8.getHeapStatistics().used_heap_size
profiler.start()
const cpuBefore = process.cpuUsage()
const began = performance.now()
for (let round = 0; round < 200; round++) {
  const items = catalogue(400)
  work(items, round)
  if (round % 10 === 0) kept.push(items)
}
const wall = performance.now() - began
const { user, system } = process.cpuUsage(cpuBefore)
let allocated = v8.getHeapStatistics().used_heap_size - heapBefore
for (const { beforeGC, afterGC } of profiler.stop().statistics)
  allocated += beforeGC.heapStatistics.usedHeapSize - afterGC.heapStatistics.usedHeapSize
const [, peak] = /^VmHWM:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'latin1'))
const heapUnforced = process.memoryUsage().heapUsed
globalThis.gc()
const heap = process.memoryUsage().heapUsed
console.log(
  JSON.stringify({ wall, cpu: (user + system) / 1000, peak: peak * 1024, allocated, heapUnforced, heap, kept: kept.length }),
)
