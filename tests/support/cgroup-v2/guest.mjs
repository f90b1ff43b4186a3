// Runs inside the user-mode Linux: makes groups as engines make them, has known work done in them, and reads them with the built package.
// Prints one line: what was read, beside what the work itself says.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

const { openContainerCgroup } = await import('../../../dist/measure/container/container-cgroup.js')
const { Execution } = await import('../../../dist/measure/process/execution.js')
const { WaitCounter } = await import('../../../dist/measure/process/wait-counter.js')

const mount = '/sys/fs/cgroup'
const results = {}

// Holds memory, works and starts processes as it is told, and tells what it has used.
const worker = `
const held = []
const deeds = {
  memory: (bytes) => { Buffer.alloc(bytes, 1) },
  hold: (bytes) => { held.push(Buffer.alloc(bytes, 1)) },
  cpu: (ms) => { const start = process.cpuUsage(); for (;;) { const { user, system } = process.cpuUsage(start); if (user + system >= ms * 1000) return } },
  sleepers: (count) => { for (let i = 0; i < count; i++) require('node:child_process').spawn('sleep', ['60']) },
  nothing: () => {},
}
require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
  const [deed, amount] = line.split(' ')
  deeds[deed](Number(amount))
  const { user, system } = process.cpuUsage()
  console.log(JSON.stringify({ cpuTime: (user + system) / 1000 }))
})`

/** Makes a group below others, which hand their controllers on. */
function makeGroup(path, settings = {}) {
  let folder = mount
  const names = path.split('/')
  for (const [index, name] of names.entries()) {
    folder += `/${name}`
    mkdirSync(folder, { recursive: true })
    if (index < names.length - 1) writeFileSync(`${folder}/cgroup.subtree_control`, '+memory +pids +cpu +io')
  }
  for (const [file, text] of Object.entries(settings)) writeFileSync(`${folder}/${file}`, text)
  return folder
}

function spawnIn(folder, program, args) {
  return spawn('sh', ['-c', `echo $$ >${folder}/cgroup.procs; exec "$@"`, 'sh', program, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
}

function startWorker(folder) {
  const child = spawnIn(folder, process.execPath, ['-e', worker])
  const lines = createInterface({ input: child.stdout })
  const ask = async (deed) => {
    child.stdin.write(`${deed}\n`)
    const [line] = await once(lines, 'line')
    return JSON.parse(line)
  }
  const end = async () => {
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  return { child, ask, end }
}

async function cgroupfsDriver() {
  const id = 'a'.repeat(64)
  const { child, ask, end } = startWorker(makeGroup(`docker/${id}`))
  const cgroup = openContainerCgroup({ id, pid: child.pid })
  const idle = await ask('nothing 0')
  const before = cgroup.read()
  await ask('memory 60000000')
  await ask('hold 20000000')
  const after = cgroup.read()
  const busy = await ask('cpu 500')
  const worked = cgroup.read()
  await ask('sleepers 2')
  const crowded = cgroup.read()
  await end()
  spawnSync('pkill', ['sleep'])
  results.cgroupfs = { before, after, worked, crowded, cpuTime: busy.cpuTime - idle.cpuTime }
  cgroup.close()
}

async function systemdDriver() {
  const id = 'b'.repeat(64)
  const folder = makeGroup(`ci.slice/ci-job.slice/docker-${id}.scope`, { 'memory.max': '60000000' })
  const cgroup = openContainerCgroup({ id, cgroupParent: 'ci-job.slice' })
  const hog = spawnIn(folder, process.execPath, ['-e', 'Buffer.alloc(200e6, 1)'])
  const [, signal] = await once(hog, 'exit')
  results.systemd = { signal, reading: cgroup.read() }
  cgroup.close()
}

async function quota() {
  const id = 'c'.repeat(64)
  const folder = makeGroup(`docker/${id}`, { 'cpu.max': '20000 100000' })
  const cgroup = openContainerCgroup({ id })
  const before = cgroup.read()
  await once(spawnIn(folder, 'sh', ['-c', 'i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done']), 'exit')
  results.quota = { before, after: cgroup.read() }
  cgroup.close()
}

async function disk() {
  const id = 'd'.repeat(64)
  const folder = makeGroup(`docker/${id}`)
  const cgroup = openContainerCgroup({ id })
  const before = cgroup.read()
  await once(spawnIn(folder, 'dd', ['if=/dev/ubda', 'of=/dev/null', 'bs=1M', 'count=8', 'iflag=direct', 'status=none']), 'exit')
  await once(spawnIn(folder, 'dd', ['if=/dev/zero', 'of=/dev/ubda', 'bs=1M', 'count=4', 'oflag=direct', 'status=none']), 'exit')
  results.disk = { before, after: cgroup.read() }
  cgroup.close()
}

async function ended() {
  const id = 'e'.repeat(64)
  const { child, ask, end } = startWorker(makeGroup(`docker/${id}`))
  const cgroup = openContainerCgroup({ id, pid: child.pid })
  await ask('nothing 0')
  const [before, early] = [cgroup.read(), cgroup.readWhole() ?? 'not yet']
  await ask('memory 40000000')
  await ask('cpu 200')
  await end()
  results.ended = { before, early, after: cgroup.readWhole() }
  cgroup.close()
}

/** A tree of two, each of which tells its CPU time at its end. */
async function command() {
  const tell = `process.on('exit', () => { const { user, system } = process.cpuUsage(); console.log((user + system) / 1000) })`
  const child = `${tell}; Buffer.alloc(50e6, 1); while (process.cpuUsage().user < 6e5);`
  const parent = `${tell}; require('node:child_process').spawnSync(process.execPath, ['-e', ${JSON.stringify(child)}], { stdio: 'inherit' })`
  const request = {
    run: [process.execPath, '-e', parent],
    cwd: '/mnt',
    env: {},
    markers: 'guest',
    marker: 'guest',
    timeout: 60_000,
    interval: 100,
  }
  const { end, usage, stdout } = await new Execution(request, new WaitCounter()).run()
  const spent = stdout.trim().split('\n').map(Number)
  results.command = { end, spent, memory: usage.memory, cpuTime: usage.cpuTime, processes: usage.processes }
}

for (const part of [cgroupfsDriver, systemdDriver, quota, disk, ended, command]) {
  try {
    await part()
  } catch (error) {
    results.error = `${part.name}: ${error.stack}`
  }
}
console.log(`RESULTS ${JSON.stringify(results)}`)
