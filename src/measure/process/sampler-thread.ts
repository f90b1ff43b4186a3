// Entry of the sampler's thread. Here commands are started, watched and ended, so that a blocked main thread blinds nobody.
import { parentPort } from 'node:worker_threads'
import { Execution } from './execution.ts'
import { methodFor } from './method-for.ts'
import { RunLimits } from './run-limits.ts'
import type { RunLimitHit } from './run-limits.ts'
import type { SamplerReply, SamplerRequest, WatchReader, WatchRequest } from './sampler-message.ts'
import { threadCpu } from './thread-cpu.ts'
import type { TreeMoment } from './tree-method.ts'
import { TreeWatch } from './tree-watch.ts'
import { WaitCounter } from './wait-counter.ts'

const counter = new WaitCounter()
const executions = new Map<number, Execution>()
interface Watched {
  readonly watch: TreeWatch
  readonly limits: RunLimits | undefined
  readonly cpuBefore: number | undefined
}
const watches = new Map<number, Watched>()

parentPort?.on('message', (message: SamplerRequest) => {
  if (message.kind === 'execute') void execute(message)
  else if (message.kind === 'stop') executions.get(message.id)?.stop()
  else if (message.kind === 'watch') watch(message.id, message.watch)
  else if (message.kind === 'read') readWatch(message.id, message.reader)
  else unwatch(message.id)
})

async function execute({ id, request }: Extract<SamplerRequest, { kind: 'execute' }>): Promise<void> {
  const execution = new Execution(request, counter)
  executions.set(id, execution)
  try {
    answer({ kind: 'executed', id, result: await execution.run() })
  } catch (error) {
    answer({ kind: 'failed', id, message: String(error) })
  }
  executions.delete(id)
}

function watch(id: number, { pid, interval, before, guard }: WatchRequest): void {
  const cpuBefore = threadCpu()
  const method = methodFor({ pid }, { before })
  const tell = (hit: RunLimitHit): void => answer({ kind: 'limit', id, hit })
  const limits = guard && new RunLimits({ ...guard, root: pid, alive: () => method.alive(), tell })
  const onMoment = limits && ((at: number, moment: TreeMoment): void => limits.take(at, moment))
  watches.set(id, { watch: new TreeWatch({ method, interval: () => interval, onMoment }), limits, cpuBefore })
}

function readWatch(id: number, { port, signal }: WatchReader): void {
  const watched = watches.get(id)
  if (watched !== undefined) {
    const usage = watched.watch.usage()
    const cpuNow = threadCpu()
    const { cpuBefore, limits } = watched
    const samplerCpu = cpuNow === undefined || cpuBefore === undefined ? undefined : cpuNow - cpuBefore
    port.postMessage({ ...usage, samplerCpu, limits: limits && { hits: limits.hits, unknown: limits.unknown() } })
  }
  Atomics.store(signal, 0, 1)
  Atomics.notify(signal, 0)
}

function unwatch(id: number): void {
  watches.get(id)?.watch.close()
  watches.delete(id)
}

function answer(reply: SamplerReply): void {
  parentPort?.postMessage(reply)
}
