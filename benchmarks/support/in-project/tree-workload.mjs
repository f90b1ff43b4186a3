// A tree of 37 processes of known size. Each notes what it really took when it ends, one line of JSON.
//   root (Node)    holds 60 MiB, and writes 32 MiB to the disk through a child
//   24 short ones  (Perl) 8 ms of CPU time each, four at a time
//   8 holders      (Perl) 20 MiB each, all at once
//   a spike        (Node) 150 MiB for 5 ms, while all of them hold theirs
//   2 busy ones    (Node) 150 ms of CPU time each
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, closeSync, existsSync, fsyncSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

const MiB = 2 ** 20
const truth = process.env.BENCH_TRUTH
const [role = 'root'] = process.argv.slice(2)

// Perl starts within 3 ms and tells its own CPU time exactly.
const perl = String.raw`
use strict; use Time::HiRes qw(sleep);
my ($role, $bytes, $hold, $cpu) = @ARGV;
my $memory = "x" x $bytes; substr($memory, $_ * 4096, 1) = "y" for 0 .. int($bytes / 4096) - 1;
sub text { open(my $file, '<', "/proc/self/$_[0]") or die; local $/; <$file> }
my $sum = 0; while ((split ' ', text('schedstat'))[0] < $cpu * 1e6) { $sum += sqrt($_) for 1 .. 500 }
if ($role eq 'holder') { open(my $ready, '>', "$ENV{BENCH_TRUTH}.$$.ready"); close $ready; sleep 0.01 while -e "$ENV{BENCH_TRUTH}.holding" }
else { sleep $hold / 1000 }
my $status = text('status'); my ($anon) = $status =~ /RssAnon:\s+(\d+)/; my ($file) = $status =~ /RssFile:\s+(\d+)/; my ($peak) = $status =~ /VmHWM:\s+(\d+)/;
my ($ns) = split ' ', text('schedstat');
open(my $notes, '>>', $ENV{BENCH_TRUTH}) or die;
syswrite $notes, sprintf('{"role":"%s","program":"perl","anon":%d,"file":%d,"peak":%d,"cpu":%f}' . "\n", $role, $anon * 1024, $file * 1024, $peak * 1024, $ns / 1e6);
`

if (role === 'busy') burn(150)
else if (role === 'writer') write(32 * MiB)
else if (role === 'spike') await spike(150 * MiB)
else await root()
if (role !== 'spike') note(role)

async function root() {
  const held = Buffer.allocUnsafeSlow(60 * MiB).fill(1)
  for (let group = 0; group < 6; group++)
    await Promise.all(Array.from({ length: 4 }, () => run('perl', ['-e', perl, 'short', 0, 1, 8])))
  closeSync(openSync(`${truth}.holding`, 'w'))
  const holders = Array.from({ length: 8 }, () => spawn('perl', ['-e', perl, 'holder', String(20 * MiB), '0', '0']))
  for (const { pid } of holders) while (!existsSync(`${truth}.${pid}.ready`)) await sleep(5)
  await run(process.execPath, [process.argv[1], 'spike'])
  const ended = holders.map((child) => once(child, 'exit'))
  rmSync(`${truth}.holding`)
  await Promise.all(ended)
  for (const { pid } of holders) rmSync(`${truth}.${pid}.ready`)
  await Promise.all([run(process.execPath, [process.argv[1], 'busy']), run(process.execPath, [process.argv[1], 'busy'])])
  await run(process.execPath, [process.argv[1], 'writer'])
  return held.length
}

async function run(program, args) {
  const [code] = await once(spawn(program, args.map(String), { stdio: 'inherit' }), 'exit')
  if (code !== 0) throw new Error(`${program} ended with ${code}`)
}

async function spike(bytes) {
  const held = Buffer.allocUnsafeSlow(bytes).fill(1)
  await sleep(5)
  return note('spike', held.length)
}

function write(bytes) {
  const path = `${truth}.written`
  const file = openSync(path, 'w')
  const block = Buffer.alloc(MiB, 7)
  for (let written = 0; written < bytes; written += MiB) writeSync(file, block)
  fsyncSync(file)
  // Left there, for whoever looks how large it is.
  closeSync(file)
}

function note(whose) {
  const status = readFileSync('/proc/self/status', 'latin1')
  const bytes = (name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)[1]) * 1024
  const sizes = { anon: bytes('RssAnon'), file: bytes('RssFile'), peak: bytes('VmHWM') }
  appendFileSync(truth, `${JSON.stringify({ role: whose, program: 'node', ...sizes, cpu: cpuSpent() })}\n`)
}

function burn(milliseconds) {
  const end = cpuSpent() + milliseconds
  let sum = 0
  while (cpuSpent() < end) for (let i = 0; i < 20_000; i++) sum += Math.sqrt(i)
  return sum
}

function cpuSpent() {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
