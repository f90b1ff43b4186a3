import { parseCgroup } from '../../measure/in-main/cgroup.ts'
import { readMemoryLimits } from '../../measure/in-main/cgroup-memory.ts'
import { parseCpuTimes } from '../../measure/in-main/cpu-times.ts'
import { startFitness } from '../../measure/in-main/fitness.ts'
import { thisHost } from '../../measure/in-main/host.ts'
import type { Host } from '../../measure/in-main/host.ts'
import { parsePressure } from '../../measure/in-main/pressure.ts'
import { usableCores } from '../../measure/process/usable-cores.ts'
import { formatQuantity } from '../../model/format-quantity.ts'
import type { Finding } from './finding.ts'

/** What this machine tells of itself, by which timings are trusted or not. */
export function probeMachine(host: Host = thisHost()): Finding[] {
  return [cgroupFinding(host), stealFinding(host), pressureFinding(host), fitnessFinding(host)]
}

function cgroupFinding({ read, cores: all }: Host): Finding {
  const name = 'control groups'
  const group = parseCgroup(read('/proc/self/cgroup') ?? '', 'cpu')
  const cores = `${formatQuantity(usableCores(), 'count')} of ${all} cores`
  if (group === undefined)
    return { name, status: 'note', found: `none; ${cores}`, follows: 'throttling and memory limits are not seen' }
  const limits = readMemoryLimits(read).map(({ limit }) => limit)
  const memory = limits.length === 0 ? 'no memory limit' : `memory limit ${formatQuantity(Math.min(...limits), 'bytes')}`
  return { name, status: 'ok', found: `version ${group.version}; ${cores}, ${memory}` }
}

function stealFinding({ read }: Host): Finding {
  const name = 'stolen CPU'
  const times = parseCpuTimes(read('/proc/stat') ?? '')
  if (times === undefined)
    return { name, status: 'note', found: 'there is no /proc/stat', follows: 'a busy host of this machine goes unnoticed' }
  return {
    name,
    status: 'ok',
    found: `${formatQuantity(times.total === 0 ? 0 : times.steal / times.total, 'ratio')} since the machine started`,
  }
}

function pressureFinding({ read }: Host): Finding {
  const name = 'CPU pressure'
  const pressure = parsePressure(read('/proc/pressure/cpu') ?? '')
  if (pressure !== undefined) return { name, status: 'ok', found: `${formatQuantity(pressure, 'ratio')} in the last 10 s` }
  return { name, status: 'note', found: 'this kernel does not tell', follows: 'a busy machine is known by its load only' }
}

function fitnessFinding(host: Host): Finding {
  const name = 'fit for timings'
  const { fit, reasons } = startFitness(host).before
  if (fit) return { name, status: 'ok', found: 'yes, right now' }
  const follows = 'timings that would violate are inconclusive while it lasts; memory, counts and sizes are judged as always'
  return { name, status: 'note', found: `no: ${reasons.join('; ')}`, follows }
}
