import { existsSync, readFileSync } from 'node:fs'
import type { Readable } from 'node:stream'
import { gateDescriptor } from './gate.ts'
import type { Start } from './gate.ts'
import type { Figure } from './tree-method.ts'

/** Descriptor through which the counting parent says what it has counted. */
export const countDescriptor = 4

/** What is known of the context switches of a command: a count, or why there is none. */
export type SwitchCount = Figure | { readonly missing: string }

/** Why they are not counted. */
export const uncounted =
  'context switches are counted by a parent that waits for the whole command: that takes Linux on x64 or arm64, Perl, and a control group of its own'

const partly = 'only a part of the command could be waited for: something of it was left running, or ended unseen'

// getrusage(2) and prctl(2).
const calls = { x64: [98, 157], arm64: [165, 167] } as Readonly<Partial<Record<NodeJS.Architecture, readonly [number, number]>>>
const perl = '/usr/bin/perl'

/**
 * The same program as the child of a parent that waits for it and all that descends from it, also where that has lost its own parents,
 * and then asks the kernel what they came to: no counter of a control group, and no file of /proc, has the context switches of
 * processes that are gone. It ends as its child did. Undefined where that cannot be done.
 */
export function behindCounter(start: Start): Start | undefined {
  const numbers = process.platform === 'linux' && existsSync(perl) ? calls[process.arch] : undefined
  if (numbers === undefined) return undefined
  return { ...start, program: perl, args: ['-e', program, ...numbers.map(String), start.program, ...start.args] }
}

const subreaper = 36
const program = `
my ($getrusage, $prctl) = (shift() + 0, shift() + 0);
open(my $out, '>&=${countDescriptor}') or exit 126;
syscall($prctl, ${subreaper}, 1, 0, 0, 0);
my $pid = fork;
exit 126 unless defined $pid;
if ($pid == 0) { close $out; exec { $ARGV[0] } @ARGV or exit 127 }
if (open(my $gate, '+<&=${gateDescriptor}')) { close $gate }
my $status;
while ((my $gone = wait) != -1) { if ($gone == $pid) { $status = $?; last } }
my $usage = "\\0" x 256;
syscall($getrusage, -1, $usage);
my @figures = unpack 'q18', $usage;
my $left = waitpid(-1, 1) == -1 ? 0 : 1;
syswrite $out, join(' ', $figures[16] + $figures[17], ($figures[0] + $figures[2]) * 1e3 + ($figures[1] + $figures[3]) / 1e3, $left) . "\\n";
if ($status & 127) { $SIG{$_} = 'DEFAULT' for keys %SIG; kill $status & 127, $$; sleep 1 }
exit $status >> 8;
`

/** The counting parent of a command, from when its child stands in front of the gate. */
export class SwitchCounter {
  /** The child: the first process of the command. */
  readonly pid: number
  readonly #before: number
  readonly #told: Promise<string>

  private constructor(pid: number, told: Promise<string>) {
    this.pid = pid
    this.#told = told
    this.#before = switchesOf(pid)
  }

  /** Undefined where it has no child. */
  static of(parent: number, stream: Readable): SwitchCounter | undefined {
    const [pid] = childrenOf(parent)
    return pid === undefined ? undefined : new SwitchCounter(pid, textOf(stream))
  }

  /** When the parent has ended. `cpuTime` in ms is that of the whole command: less of it in what was waited for says that some was not. */
  async read(cpuTime: number | undefined): Promise<SwitchCount> {
    return countOf(await this.#told, this.#before, cpuTime)
  }
}

/** What a command came to, of whose CPU time this is known. */
export async function countIn(counter: SwitchCounter | undefined, cpuTime: Figure | undefined): Promise<SwitchCount> {
  return counter === undefined ? { missing: uncounted } : await counter.read(cpuTime?.value)
}

/** Of what the parent has written: switches, CPU ms, and 1 where something was left running. */
export function countOf(told: string, before: number, cpuTime = Number.POSITIVE_INFINITY): SwitchCount {
  const [, switches, cpu, left] = /^(\d+) ([\d.]+) ([01])$/.exec(told.trim()) ?? []
  if (switches === undefined) return { missing: 'whoever counted the context switches was ended with the command' }
  const isWhole = left === '0' && Number(cpu) >= cpuTime * 0.98 - 20
  // A part can be any part, and would keep promises that the whole breaks.
  if (!isWhole) return { missing: partly }
  return { value: Math.max(0, Number(switches) - before), exact: true, source: 'getrusage of the whole command' }
}

async function textOf(stream: Readable): Promise<string> {
  let text = ''
  try {
    for await (const chunk of stream) text += String(chunk)
  } catch {
    // Then what has come is all.
  }
  return text
}

/** So far, of a process of one thread. */
function switchesOf(pid: number): number {
  return [...textIn(`/proc/${pid}/status`).matchAll(/ctxt_switches:\s+(\d+)/g)].reduce((sum, [, count]) => sum + Number(count), 0)
}

function childrenOf(pid: number): number[] {
  return textIn(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number) // prettier-ignore
}

function textIn(file: string): string {
  try {
    return readFileSync(file, 'latin1')
  } catch {
    return ''
  }
}
