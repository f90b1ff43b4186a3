// A tree of 38 processes, most of them short, that notes its own truth: what vitest-slo says of it with and without a control group,
// beside pidusage, pidtree with pidusage, GNU time and du.
import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pidtree } from 'pidtree'
import pidusage from 'pidusage'
import { Sampler } from '../dist/measure/process/sampler.js'
import { Bounds, describeMachine, mebibytes, median, percent, printTable } from './support/figures.mjs'
import { runMeasured } from './support/measured-process.mjs'
import { readOptions } from './support/options.mjs'

const options = readOptions({ samples: 5 })
const bounds = new Bounds()
const folder = mkdtempSync(join(tmpdir(), 'slo-bench-trees-'))
const truthFile = join(folder, 'truth')
const program = join(import.meta.dirname, 'support/in-project/tree-workload.mjs')
// The first process waits for the rest, and notes what the kernel says of them (getrusage): their ends are in it, unlike in their own notes.
const first = String.raw`
system(@ARGV) == 0 or die "ended with $?";
my $usage = "\0" x 256; syscall($^O eq 'linux' && qx(uname -m) =~ /aarch64/ ? 165 : 98, -1, $usage);
my @t = unpack('q18', $usage);
sub text { open(my $file, '<', "/proc/self/$_[0]") or die; local $/; <$file> }
my $status = text('status'); my ($anon) = $status =~ /RssAnon:\s+(\d+)/; my ($file) = $status =~ /RssFile:\s+(\d+)/; my ($peak) = $status =~ /VmHWM:\s+(\d+)/;
my ($ns) = split ' ', text('schedstat');
open(my $notes, '>>', $ENV{BENCH_TRUTH}) or die;
syswrite $notes, sprintf('{"role":"first","program":"perl","anon":%d,"file":%d,"peak":%d,"cpu":%f,"switches":%d}' . "\n", $anon * 1024, $file * 1024, $peak * 1024, $ns / 1e6 + $t[0] * 1e3 + $t[1] / 1e3 + $t[2] * 1e3 + $t[3] / 1e3, $t[16] + $t[17]);
`
const run = ['perl', '-e', first, process.execPath, program]
const env = { ...process.env, BENCH_TRUTH: truthFile }
const gnuTime = existsSync('/usr/bin/time') ? '/usr/bin/time' : undefined
const MiB = 2 ** 20
const sampler = new Sampler()

console.log(`${describeMachine()} · median of ${options.samples} samples\n`)
const group = await repeat(() => watched(undefined))
const walk = await repeat(() => watched('walk'))
const root = await repeat(() => sampled(async (pid) => [pid]))
const tree = await repeat(() => sampled((pid) => pidtree(pid, { root: true })))
const timed = gnuTime === undefined ? undefined : await repeat(timedByGnuTime)
await sampler.stop()
rmSync(folder, { recursive: true })

const watchedByDu = group.map(({ du, truth: real }) => ({ ...du, truth: real }))
const within = group.some(({ groupUsed }) => groupUsed)
printTable(
  ['figure', 'truth', 'control group', 'walk', 'pidusage of the root', 'pidtree + pidusage', 'GNU time', 'du', 'bound'],
  [
    row('peak of the tree', 'tree', mebibytes, within ? [group, 0.01] : undefined),
    boundsRow(),
    row('peak of the largest process', 'largest', mebibytes, [walk, 0.01]),
    row('CPU time', 'cpu', milliseconds, within ? [group, 0.02] : undefined),
    row('CPU time, of the walk', 'cpu', milliseconds, [walk, 0.03]),
    row('bytes written', 'written', mebibytes, [walk, 0.01]),
    row('context switches', 'switches', String, within ? [group, 0.05] : undefined),
    row('processes seen', 'processes', String),
  ],
)
bounds.conclude(options.strict)

async function watched(method) {
  const marker = `bench-${process.pid}.${Math.random().toString(36).slice(2)}.`
  const request = {
    run,
    cwd: folder,
    env,
    marker,
    markers: marker,
    timeout: 60_000,
    interval: 100,
    method,
    switches: method === undefined,
  }
  const { end, usage, output } = await sampler.execute(request)
  if (end.code !== 0) throw new Error(output)
  return {
    groupUsed: usage.method.includes('control group'),
    tree: usage.memory.value,
    atLeast: usage.memoryAtLeast,
    largest: usage.memoryOfLargest,
    cpu: usage.cpuTime.value,
    written: usage.diskWrite.value,
    switches: usage.contextSwitches?.value,
    processes: usage.processes.seen,
  }
}

/** What people build today: ask every 100 ms, add up what lives, keep the largest. */
async function sampled(pidsOf) {
  const child = spawn(run[0], run.slice(1), { env, cwd: folder, stdio: 'ignore' })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  const [cpu, seen] = [new Map(), { tree: 0, largest: 0 }]
  while (child.exitCode === null && child.signalCode === null) {
    const pids = await pidsOf(child.pid).catch(() => [])
    const usages = Object.values(await pidusage(pids).catch(() => ({})))
    for (const usage of usages) if (usage) cpu.set(usage.pid, Math.max(usage.ctime, cpu.get(usage.pid) ?? 0))
    const sizes = usages.map((usage) => usage?.memory ?? 0)
    seen.tree = Math.max(seen.tree, sum(sizes))
    seen.largest = Math.max(seen.largest, ...sizes)
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 100))])
  }
  return { ...seen, cpu: sum([...cpu.values()]), processes: cpu.size }
}

async function timedByGnuTime() {
  const { stderr } = await runMeasured([gnuTime, '-v', ...run], { env, cwd: folder })
  const figure = (title) => Number(new RegExp(`${title}[^:]*: ([\\d.]+)`).exec(stderr)[1])
  return {
    largest: figure('Maximum resident set size') * 1024,
    cpu: (figure('User time') + figure('System time')) * 1000,
    written: figure('File system outputs') * 512,
    switches: figure('Voluntary context switches') + figure('Involuntary context switches'),
  }
}

async function repeat(measure) {
  const taken = []
  for (let sample = 0; sample < options.samples; sample++) {
    rmSync(truthFile, { force: true })
    taken.push({ ...(await measure()), truth: truth(), du: { written: spaceOf(`${truthFile}.written`) } })
  }
  return taken
}

/** Bytes on the disk, as du counts them. */
function spaceOf(file) {
  const bytes = Number.parseInt(execFileSync('du', ['--block-size=1', file], { encoding: 'utf8' }), 10)
  rmSync(file)
  return bytes
}

function truth() {
  const notes = readFileSync(truthFile, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  if (notes.length !== 38) throw new Error(`${notes.length} processes noted themselves`)
  const together = notes.filter(({ role }) => ['first', 'root', 'holder', 'spike'].includes(role))
  const files = ['node', 'perl'].map((name) => Math.max(...notes.filter((one) => one.program === name).map(({ file }) => file)))
  return {
    // Resident together: what each has alone, and the files of each program once, which its processes share.
    tree: sum(together.map(({ anon }) => anon)) + sum(files),
    largest: Math.max(...notes.map(({ peak }) => peak)),
    cpu: notes.find(({ role }) => role === 'first').cpu,
    switches: notes.find(({ role }) => role === 'first').switches,
    written: 32 * MiB,
    processes: notes.length,
  }
}

function sum(values) {
  return values.reduce((total, value) => total + value, 0)
}

/** Of each method the sample with the median error. */
function row(title, figure, show, [held, most] = []) {
  const cell = (taken) => {
    const one = taken === undefined ? undefined : middle(taken, figure)
    return one === undefined ? '-' : `${show(one[figure])} ${percent(errorOf(one, figure), 2)}`
  }
  const bound = held === undefined ? '' : bounds.check(Math.abs(errorOf(middle(held, figure), figure)), most, `${most * 100} %`)
  return [
    title,
    show(median(group.map((one) => one.truth[figure]))),
    ...[group, walk, root, tree, timed, watchedByDu].map(cell),
    bound,
  ]
}

function boundsRow() {
  const outside = walk.filter(({ tree: most, atLeast, truth: { tree: real } }) => real < atLeast || real > most).length
  const [one] = walk
  const cell = `${mebibytes(one.atLeast)} to ${mebibytes(one.tree)}`
  return ['bounds of the tree', mebibytes(one.truth.tree), '-', cell, '-', '-', '-', '-', bounds.check(outside, 0, '0 outside')]
}

function middle(taken, figure) {
  const known = taken.filter((one) => one[figure] !== undefined)
  return known.toSorted((a, b) => Math.abs(errorOf(a, figure)) - Math.abs(errorOf(b, figure)))[Math.floor(known.length / 2)]
}

function errorOf(one, figure) {
  return one[figure] / one.truth[figure] - 1
}

function milliseconds(value) {
  return `${value.toFixed(0)} ms`
}
