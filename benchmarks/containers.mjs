// How right the figures of containers are, beside `docker stats`, and what it costs to follow twenty of them at once. Needs a Docker
// engine on this machine; its images are made by tests/support/engine/images.sh.
import { execFile, execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { openContainerCgroup } from '../dist/measure/container/container-cgroup.js'
import { LastMoments } from '../dist/measure/container/last-moments.js'
import { TrackedContainer } from '../dist/measure/container/tracked-container.js'
import { differenceOf, interleave } from './support/compare.mjs'
import { Bounds, describeMachine, median, percent, printTable } from './support/figures.mjs'
import { binOf, install, repository, writeProject } from './support/installation.mjs'
import { plainEnvironment, runMeasured } from './support/measured-process.mjs'
import { readOptions } from './support/options.mjs'

const options = readOptions({ samples: 6, containers: 20, seconds: 8, pairs: 3 })
const bounds = new Bounds()
const megabyte = 1_000_000

execFileSync(join(repository, 'tests/support/engine/images.sh'), { stdio: 'inherit' })
console.log(`${describeMachine()} · Docker ${docker('version', '-f', '{{.Server.Version}}')}\n`)
await comparePeaks()
await compareEnds()
await readMany()
await followMany()
bounds.conclude(options.strict)

/** A rise of 200 MB for 40 ms, which lies between two readings more often than not. */
async function comparePeaks() {
  const errors = { ours: [], charged: [], stats: [] }
  for (let sample = 0; sample < options.samples; sample++) {
    const hog = await startHog()
    const cgroup = openContainerCgroup(hog)
    const statistics = watchStatistics(hog.id)
    await statistics.first
    const { memory: idle } = cgroup.read()
    const timer = setInterval(() => cgroup.read(), 250)
    await hog.ask('/memory?bytes=200000000&hold=40')
    await sleep(1500)
    clearInterval(timer)
    const { memoryPeak, chargedPeak } = cgroup.read()
    const truth = idle + 200 * megabyte
    errors.ours.push(memoryPeak / truth - 1)
    errors.charged.push(chargedPeak / truth - 1)
    errors.stats.push(statistics.stop() / truth - 1)
    cgroup.close()
    docker('rm', '-f', hog.id)
  }
  printTable(
    ['peak of a container, 200 MB for 40 ms', 'error, median', 'least .. most', 'bound'],
    [peakRow('working set, readings every 250 ms', errors.ours, 0.01), peakRow("the kernel's own peak, with file cache", errors.charged), peakRow('docker stats', errors.stats)], // prettier-ignore
  )
}

function peakRow(name, values, most) {
  const bound = most === undefined ? '' : bounds.check(Math.abs(median(values)), most, percent(most))
  return [name, percent(median(values)), `${percent(Math.min(...values))} .. ${percent(Math.max(...values))}`, bound]
}

/** One that works for a while after it was told to stop, and notes what it has used: what is known when it is told, and after its end. */
async function compareEnds() {
  const folder = mkdtempSync(join(tmpdir(), 'slo-bench-ends-'))
  const last = 'i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done; times > /out/$HOSTNAME; exit 0'
  const taken = []
  for (let sample = 0; sample < options.samples; sample++) {
    const id = docker('run', '-d', '-v', `${folder}:/out`, 'local/busybox:1', 'sh', '-c', `trap '${last}' TERM; while :; do sleep 0.02; done`) // prettier-ignore
    const container = new TrackedContainer(id)
    container.starts.push(Date.now())
    container.cgroup = openContainerCgroup({ id, pid: Number(docker('inspect', '-f', '{{.State.Pid}}', id)) })
    await sleep(300)
    const told = container.cgroup.read()
    container.take(told)
    const moments = new LastMoments((one) => one.take(one.cgroup?.read() ?? {}))
    moments.follow(container)
    await promisify(execFile)('docker', ['stop', id])
    await sleep(50)
    moments.close()
    const noted = readFileSync(join(folder, id.slice(0, 12)), 'utf8').matchAll(/(\d+)m([\d.]+)s/g)
    const spent = [...noted].reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 6e4 + Number(seconds) * 1000, 0)
    taken.push({
      spent,
      told: told.cpuTime,
      whole: container.usage.total().cpuTime,
      isWhole: container.usage.isWhole(1).counters,
    })
    docker('rm', '-f', id)
  }
  rmSync(folder, { recursive: true })
  const error = (figure) => taken.map((one) => one[figure] - one.spent)
  const whole = taken.filter(({ isWhole }) => isWhole).length
  const missing = Math.max(...taken.map((one) => 1 - one.whole / one.spent))
  console.log()
  printTable(
    [`CPU time of one that works after it was told to stop`, 'beyond its own account, median', 'least .. most', 'bound'],
    [
      endRow(
        'its own account, user and system',
        taken.map(({ spent }) => spent),
      ),
      endRow('read when it is told', error('told')),
      endRow(
        `followed to its end, ${whole} of ${taken.length} read after it`,
        error('whole'),
        bounds.check(missing, 0.02, '2 % missing'),
      ),
    ],
  )
}

function endRow(name, values, bound = '') {
  const range = `${Math.min(...values).toFixed(0)} .. ${Math.max(...values).toFixed(0)} ms`
  return [name, `${median(values).toFixed(0)} ms`, range, bound]
}

/** What the readings alone cost, and that they leave nothing open. */
async function readMany() {
  const ids = startIdle(options.containers)
  const cgroups = ids.map((id) => openContainerCgroup({ id, pid: Number(docker('inspect', '-f', '{{.State.Pid}}', id)) }))
  const read = () => cgroups.forEach((cgroup) => cgroup.read())
  for (let round = 0; round < 50; round++) read()
  const rounds = 100
  const before = process.cpuUsage()
  for (let round = 0; round < rounds; round++) read()
  const { user, system } = process.cpuUsage(before)
  const each = (user + system) / 1000 / rounds / ids.length
  docker('rm', '-f', ...ids)
  console.log(
    `\nA reading takes ${each.toFixed(3)} ms of CPU time: ${percent((each * 4 * 10) / 1000, 2)} of a core for 10 containers.\n`,
  )
  for (const cgroup of cgroups) cgroup.close()
}

/**
 * Whole runs of Vitest with the plugin. What following costs is how much more a longer run with containers takes than a shorter one,
 * less what the same time takes without containers: that of the run itself, and of the starts, falls out.
 */
async function followMany() {
  const modules = install()
  const vitest = binOf(modules, 'vitest')
  const variants = ['idle-short', 'idle-long', 'many-short', 'many-long']
  const folders = Object.fromEntries(variants.map((variant) => [variant, writeRun(modules, variant)]))
  const run = async (variant) => {
    const engine = engineCpu()
    const { cpu } = await runMeasured([process.execPath, vitest, 'run'], { cwd: folders[variant], env: plainEnvironment() })
    return { cpu, engine: engineCpu() - engine }
  }
  const taken = await interleave(variants, { pairs: options.pairs, run })
  const perSecond = (kind, figure) => {
    const [short, long] = ['short', 'long'].map((length) => taken.get(`${kind}-${length}`).map((one) => one[figure]))
    return differenceOf(long, short) / options.seconds
  }
  const row = (name, figure) => {
    const [idle, many] = [perSecond('idle', figure), perSecond('many', figure)]
    const share = (many - idle) / 1000 / (options.containers / 10)
    return [name, `${idle.toFixed(1)} ms`, `${many.toFixed(1)} ms`, percent(share, 2), figure === 'cpu' ? bounds.check(share, 0.01, '1 %') : ''] // prettier-ignore
  }
  printTable(
    [`following ${options.containers} containers`, 'a second without', 'a second with', 'of a core for 10', 'bound'],
    [row('CPU of Vitest and its workers', 'cpu'), row('CPU of the engine', 'engine')],
  )
  compareStarts(folders['many-long'])
}

/** The parts of each start as they were stored, against what the engine says of it. */
function compareStarts(folder) {
  const told = JSON.parse(readFileSync(join(folder, 'started.json'), 'utf8'))
  const { series } = JSON.parse(readFileSync(join(folder, '.slo/report.json'), 'utf8'))
  const stored = (metric) => series.filter((one) => one.subject.kind === 'container' && one.metric === metric).flatMap((one) => one.samples) // prettier-ignore
  const compare = (metric, truth) => {
    const ours = inOrder(stored(metric))
    if (ours.length !== told.length) return [metric, `${ours.length} of ${told.length} stored`, '', '']
    const theirs = inOrder(told.map(truth))
    const worst = Math.max(...ours.map((value, index) => Math.abs(value - theirs[index])))
    return [metric, `${median(theirs).toFixed(0)} ms`, `${worst.toFixed(1)} ms`, bounds.check(worst, 20, '20 ms')]
  }
  console.log()
  printTable(
    [`start of ${told.length} containers at once`, 'by the engine, median', 'largest difference', 'bound'],
    [compare('startup', ({ created, ready }) => ready - created)],
  )
}

function inOrder(values) {
  return values.toSorted((a, b) => a - b)
}

function writeRun(modules, variant) {
  const count = variant.startsWith('many') ? options.containers : 0
  const seconds = variant.endsWith('long') ? 1 + options.seconds : 1
  return writeProject(join(modules, variant), {
    'vitest.config.ts': `import slo from 'vitest-slo'
import { defineConfig } from 'vitest/config'
export default defineConfig({ plugins: [slo()], test: { testTimeout: 120_000 } })`,
    'slo.config.ts': `import { defineConfig, sli } from 'vitest-slo/config'
export default defineConfig({ slos: { suite: { sli: sli.run.duration, objective: '<= 1h' } } })`,
    'many.test.ts': `import { writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { getContainerRuntimeClient, GenericContainer, Wait } from 'testcontainers'
import { test } from 'vitest'
process.env.TESTCONTAINERS_RYUK_DISABLED = 'true'
test('has containers', async () => {
  const client = await getContainerRuntimeClient()
  const started = await Promise.all(Array.from({ length: ${count} }, async () => {
    const container = await new GenericContainer('local/busybox:1')
      .withCommand(['sh', '-c', 'echo ready; sleep 1000']).withWaitStrategy(Wait.forLogMessage('ready')).start()
    const ready = Date.now()
    const { Created } = await client.container.inspect(client.container.getById(container.getId()))
    return { container, ready, created: Date.parse(Created) }
  }))
  await sleep(${seconds * 1000})
  await Promise.all(started.map(({ container }) => container.stop()))
  writeFileSync('started.json', JSON.stringify(started.map(({ ready, created }) => ({ ready, created }))))
})`,
  })
}

async function startHog() {
  const id = docker('run', '-d', '-p', '127.0.0.1::8080', 'local/hog:1')
  const port = docker('port', id, '8080').split(':').at(-1)
  const ask = async (path) => {
    // A connection that was taken before anybody listened behind it may never be answered.
    const giveUp = new AbortController()
    const timer = setTimeout(() => giveUp.abort(), 5000)
    await fetch(`http://127.0.0.1:${port}${path}`, { signal: giveUp.signal }).then((answer) => answer.text())
    clearTimeout(timer)
  }
  for (let tries = 0; tries < 100; tries++) {
    try {
      await ask('/')
      break
    } catch {
      await sleep(100)
    }
  }
  return { id, pid: Number(docker('inspect', '-f', '{{.State.Pid}}', id)), ask }
}

function startIdle(count) {
  return Array.from({ length: count }, () => docker('run', '-d', 'local/busybox:1'))
}

/** What `docker stats` shows, about every second. `stop` gives the largest memory of it, in bytes. */
function watchStatistics(id) {
  let largest = 0
  let unread = ''
  const call = request({ socketPath: '/var/run/docker.sock', path: `/containers/${id}/stats?stream=true` })
  const first = new Promise((resolve, reject) => {
    call.once('error', reject)
    call.once('response', (response) => {
      response.setEncoding('utf8').on('data', (text) => {
        const lines = (unread + text).split('\n')
        unread = lines.pop()
        for (const { usage = 0, stats } of lines.map((line) => JSON.parse(line).memory_stats)) {
          largest = Math.max(largest, usage - (stats?.total_inactive_file ?? stats?.inactive_file ?? 0))
        }
        if (largest > 0) resolve()
      })
      response.once('error', () => undefined)
    })
  })
  call.end()
  const stop = () => {
    call.destroy()
    return largest
  }
  return { first, stop }
}

/** CPU time of all processes of the engine so far, in ms. */
function engineCpu() {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && isEngine(name))
  return pids.reduce((sum, pid) => {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return sum + (Number(fields[11]) + Number(fields[12])) * 10
  }, 0)
}

function isEngine(pid) {
  try {
    return /^(dockerd|containerd)\n/.test(readFileSync(`/proc/${pid}/comm`, 'latin1'))
  } catch {
    return false
  }
}

function docker(...args) {
  return execFileSync('docker', args, { encoding: 'utf8' }).trim()
}
