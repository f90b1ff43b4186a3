import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { withMarker } from '../../measure/command/command-environment.ts'
import { ControlGroup } from '../../measure/process/control-group.ts'
import { markedPids } from '../../measure/process/end-tree.ts'
import type { ExecutionResult } from '../../measure/process/execution.ts'
import { groupName } from '../../measure/process/group-name.ts'
import { Sampler } from '../../measure/process/sampler.ts'
import type { World } from '../world.ts'
import type { Finding } from './finding.ts'

// A program and a child that leaves its group and does not listen to SIGTERM: the worst that a command can leave behind.
const child = `process.on('SIGTERM', () => {}); setTimeout(() => {}, 20000)`
const parent = `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(child)}], { detached: true, stdio: 'ignore' }); setTimeout(() => {}, 20000)`
const patience = 5000

/** Starts a small tree of processes, watches it the way commands are watched, and ends it. */
export async function probeProcesses(world: World): Promise<Finding[]> {
  const result = await runTree(world).catch((error: unknown) => String(error))
  if (typeof result === 'string') {
    return [{ name: 'process tree', status: 'note', found: result, follows: 'commands and probes cannot be measured here' }]
  }
  return [treeFinding(result), await groupFinding(), endFinding(result)]
}

async function runTree({ cwd, env, nodePath }: World): Promise<ExecutionResult> {
  const sampler = new Sampler()
  const marker = `doctor-${randomUUID()}.`
  const stop = new AbortController()
  const known = Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined))
  const markers = withMarker(env, marker)
  const request = { run: [nodePath, '-e', parent], cwd, env: known, markers, marker, timeout: patience, interval: 20 }
  const running = sampler.execute(request, stop.signal)
  void whenBothRun(marker).then(() => stop.abort())
  return running.finally(() => sampler.stop())
}

/** Until both can be seen, and the sampler had time to look; where nothing can be seen, the timeout of the command ends them. */
async function whenBothRun(marker: string): Promise<void> {
  const attempts = patience / 50
  for (let attempt = 0; attempt < attempts && markedPids(marker).length < 2; attempt++) await sleep(50)
  await sleep(200)
}

function treeFinding({ usage }: ExecutionResult): Finding {
  const name = 'process tree'
  const { memory, processes, method } = usage ?? {}
  const source = memory === undefined ? 'nothing could be read' : memory.source
  if (memory !== undefined && (processes?.seen ?? 0) >= 2)
    return { name, status: 'ok', found: `a child was seen by ${method}; memory from ${source}` }
  return { name, status: 'note', found: `${source}; children of commands were not seen`, follows: 'CPU time and memory of commands are estimates of their first process' } // prettier-ignore
}

/** Commands get a control group of their own where one can be made: there nothing escapes, however short it lives. */
async function groupFinding(): Promise<Finding> {
  const name = 'control group'
  const opened = process.platform === 'linux' ? ControlGroup.open(groupName('doctor.')) : 'there are none on this system'
  if (typeof opened === 'string') return { name, status: 'note', found: `none of our own: ${opened}`, follows: 'memory of a command of several processes is an upper bound, and processes that live for some ms may be missed' } // prettier-ignore
  const { cpu, memory } = opened.read()
  await opened.close()
  const counted = [...(cpu === undefined ? [] : ['CPU time']), ...(memory === undefined ? [] : ['memory'])].join(' and ')
  if (memory === undefined) return { name, status: 'note', found: `one of our own counts ${counted || 'members only'}`, follows: 'memory of a command of several processes is an upper bound' } // prettier-ignore
  return { name, status: 'ok', found: `one of our own counts ${counted} (version ${opened.version})` }
}

function endFinding({ left }: ExecutionResult): Finding {
  const name = 'ending a tree'
  if (left.length === 0) return { name, status: 'ok', found: 'a child that left its group and ignored SIGTERM was ended too' }
  return { name, status: 'note', found: `processes ${left.join(', ')} could not be ended`, follows: 'commands that time out may leave processes behind' } // prettier-ignore
}
