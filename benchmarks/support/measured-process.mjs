// Runs a program and tells its wall time and the CPU time of its whole process tree, as the kernel counted it.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs'
import { constants, tmpdir } from 'node:os'
import { join } from 'node:path'

const clockTick = 10
let groupCount = 0

/**
 * Runs a program to its end. Times in ms. Throws, with its output, where it ends with another exit code than `expected`.
 * @param {readonly string[]} command program and arguments
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, expected?: number | 'any' }} options
 */
export async function runMeasured(command, { cwd = tmpdir(), env = process.env, expected = 0 } = {}) {
  const group = openGroup()
  const before = waitedCpu()
  const began = performance.now()
  const { code, stdout, stderr } = await ended(start(command, { cwd, env, group }))
  const wall = performance.now() - began
  const cpu = group === undefined ? waitedCpu() - before : group.cpu()
  await group?.close()
  if (expected !== 'any' && code !== expected)
    throw new Error(`${command.join(' ')} ended with ${code} in ${cwd}\n${stdout}\n${stderr}`)
  return { wall, cpu, stdout, stderr }
}

/** Where CPU times come from here: a control group of our own is exact; else the counters of what a parent has waited for. */
export async function cpuSource() {
  const group = openGroup()
  await group?.close()
  return group === undefined ? 'wait counters, steps of 10 ms' : 'control group'
}

/** The environment of this process without what a run around it has left there. */
export function plainEnvironment(extra = {}) {
  const foreign = /^(VITEST|SLO_|npm_|GITHUB_|CI$|TEST$|DEV$|PROD$|MODE$|NODE_ENV$|NODE_OPTIONS$|NODE_V8_COVERAGE$|FORCE_COLOR$)/
  const kept = Object.entries(process.env).filter(([name]) => !foreign.test(name))
  return { ...Object.fromEntries(kept), NO_COLOR: '1', ...extra }
}

function start([program, ...args], { cwd, env, group }) {
  const stdio = ['ignore', 'pipe', 'pipe']
  if (group === undefined) return spawn(program, args, { cwd, env, stdio })
  // The shell puts itself into the group and then becomes the program, so nothing runs outside of it.
  return spawn('/bin/sh', ['-c', 'echo $$ > "$0" && exec "$@"', group.members, program, ...args], { cwd, env, stdio })
}

function ended(child) {
  const output = { stdout: '', stderr: '' }
  for (const stream of ['stdout', 'stderr']) child[stream].setEncoding('utf8').on('data', (text) => (output[stream] += text))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolve({ code: code ?? 128 + constants.signals[signal], ...output }))
  })
}

/** A control group of version 1 or 2 that counts CPU time; undefined where we may not make one. */
function openGroup() {
  const folder = groupFolder()
  if (folder === undefined) return undefined
  const members = join(folder, 'cgroup.procs')
  return {
    members,
    cpu: () => cpuOf(folder),
    close: async () => {
      for (let tries = 0; tries < 50 && existsSync(folder); tries++) {
        try {
          // What has outlived its run is not ours to end: it goes back to where we are.
          for (const pid of readFileSync(members, 'utf8').split('\n').filter(Boolean)) moveOut(folder, pid)
          rmdirSync(folder)
        } catch {
          await new Promise((resolve) => setTimeout(resolve, 20))
        }
      }
    },
  }
}

function moveOut(folder, pid) {
  try {
    writeFileSync(join(folder, '..', 'cgroup.procs'), pid)
  } catch {
    // It has ended meanwhile.
  }
}

function groupFolder() {
  for (const root of ['/sys/fs/cgroup/cpuacct', '/sys/fs/cgroup']) {
    const folder = join(root, `vitest-slo-bench-${process.pid}-${++groupCount}`)
    try {
      mkdirSync(folder)
      cpuOf(folder)
      return folder
    } catch {
      if (existsSync(folder)) rmdirSync(folder)
    }
  }
  return undefined
}

function cpuOf(folder) {
  const usage = join(folder, 'cpuacct.usage')
  if (existsSync(usage)) return Number(readFileSync(usage, 'utf8')) / 1e6
  return Number(/^usage_usec (\d+)$/m.exec(readFileSync(join(folder, 'cpu.stat'), 'utf8'))[1]) / 1000
}

/** CPU time of all children that this process has waited for. */
function waitedCpu() {
  const stat = readFileSync('/proc/self/stat', 'latin1')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[13]) + Number(fields[14])) * clockTick
}
