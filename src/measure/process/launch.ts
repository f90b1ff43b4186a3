import { spawn } from 'node:child_process'
import type { ChildProcessByStdio } from 'node:child_process'
import type { Duplex, Readable } from 'node:stream'
import { ControlGroup } from './control-group.ts'
import { endDesertedGroups } from './end-groups.ts'
import { ExitNotes } from './exit-notes.ts'
import { behindGate, gateDescriptor } from './gate.ts'
import type { Start } from './gate.ts'
import { groupName } from './group-name.ts'
import { intoOwnNetwork } from './own-network.ts'
import { markerName } from './marked-processes.ts'
import { behindCounter, countDescriptor, SwitchCounter } from './switch-counter.ts'

export type Child = ChildProcessByStdio<null, Readable, Readable>

/** What to start, and how. */
export interface LaunchRequest {
  /** Text for the shell, or a program with its arguments. */
  readonly run: string | readonly string[]
  readonly cwd: string
  /** The whole environment, without the marker. */
  readonly env: Readonly<Record<string, string>>
  /** Value of the marker variable: `marker` and whatever stood there before. */
  readonly markers: string
  readonly marker: string
  /** `walk` leaves the control group out, and looks at the processes alone. */
  readonly method?: 'walk'
  /** In a network of its own, if it gets a control group and the kernel allows it. */
  readonly network?: 'isolated'
  /** Counts its context switches, if it gets a control group. */
  readonly switches?: boolean
}

/** A program that is about to run. */
export interface Launched {
  readonly child: Child
  /** The control group of its own, if it gets one. */
  readonly group?: ControlGroup
  /** What its processes write when they end, where it has no group. */
  readonly notes?: ExitNotes
  /** Settles when it stands in front of its gate: true when it is in its group. At once where there is no gate. */
  readonly joined: Promise<boolean>
  /** Who counts its context switches, once it stands in front of its gate; undefined where nobody does. */
  readonly counter?: () => SwitchCounter | undefined
  /** Lets it go; gives the moment at which it began (performance.now). */
  readonly begin: () => number
}

/** Starts a program: behind a gate in a control group of its own where that can be, else plainly. */
export function launch(request: LaunchRequest): Launched {
  const start = startOf(request)
  const group = request.method === 'walk' || process.platform !== 'linux' ? undefined : openGroup(request.marker)
  const gated = group === undefined ? undefined : behindGate(start, group.joins, request.network && intoOwnNetwork())
  if (group !== undefined && gated !== undefined) return launchGated(gated, group, request.switches)
  void group?.close()
  return launchPlain(start, request.marker)
}

function startOf({ run, cwd, env: given, markers }: LaunchRequest): Start {
  const env = { ...given, [markerName]: markers }
  if (typeof run !== 'string') return { program: run[0] as string, args: run.slice(1), cwd, env }
  return process.platform === 'win32' ? { program: run, args: [], cwd, env, shell: true } : { program: '/bin/sh', args: ['-c', run], cwd, env } // prettier-ignore
}

let isSwept = false

function openGroup(marker: string): ControlGroup | undefined {
  if (!isSwept) void endDesertedGroups()
  isSwept = true
  const opened = ControlGroup.open(groupName(marker))
  return typeof opened === 'string' ? undefined : opened
}

function launchPlain(start: Start, marker: string): Launched {
  const notes = openNotes(start, marker)
  const began = performance.now()
  const child = spawnPlain({ ...start, env: notes?.added(start.env) ?? start.env })
  return { child, notes, joined: Promise.resolve(false), begin: () => began }
}

/** In a folder that the janitor of the session knows for ours. */
function openNotes({ program, args, env }: Start, marker: string): ExitNotes | undefined {
  if (process.platform !== 'linux') return undefined
  const [session = marker] = marker.split('.')
  return ExitNotes.open(session, [program, ...args, env.NODE_OPTIONS ?? ''].join(' '))
}

function launchGated(start: Start, group: ControlGroup, isCounted = false): Launched {
  const counted = isCounted ? behindCounter(start) : undefined
  const { program, args, ...options } = counted ?? start
  const pipes = counted === undefined ? [] : (['pipe'] as const)
  const stdio: ['ignore', 'pipe', 'pipe', 'pipe', ...'pipe'[]] = ['ignore', 'pipe', 'pipe', 'pipe', ...pipes]
  const child = spawn(program, args, { ...options, ...always, stdio }) as unknown as Child
  const gate = child.stdio[gateDescriptor] as unknown as Duplex | undefined
  const launched = { child, group, joined: answerOf(gate), begin: () => open(gate) }
  const counts = child.stdio[countDescriptor] as unknown as Readable | undefined
  const { pid } = child
  return counts === undefined || pid === undefined ? launched : { ...launched, counter: () => SwitchCounter.of(pid, counts) }
}

async function answerOf(gate: Duplex | undefined): Promise<boolean> {
  // Not started at all: the caller is told by the child itself.
  if (gate === undefined) return false
  return new Promise((resolve) => {
    gate.once('data', (answer: Buffer) => resolve(answer.toString().startsWith('y')))
    gate.once('error', () => resolve(false))
    gate.once('close', () => resolve(false))
  })
}

function open(gate: Duplex | undefined): number {
  gate?.on('error', () => undefined)
  const began = performance.now()
  gate?.end('\n', () => gate.destroy())
  return began
}

function spawnPlain({ program, args, ...options }: Start): Child {
  return spawn(program, args, { ...options, ...always, stdio: ['ignore', 'pipe', 'pipe'] })
}

const always = { detached: process.platform !== 'win32', windowsHide: true } as const
