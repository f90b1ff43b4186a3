import type { NodeChild, NodeStart, ProcessEnd, Signal, World } from '../world.ts'

export interface VitestStart {
  /** The program of Vitest and its arguments. */
  readonly args: readonly string[]
  readonly stdout: NodeStart['stdout']
  /** Where we are by default. */
  readonly cwd?: string
  readonly env?: NodeStart['env']
}

export interface VitestEnd extends ProcessEnd {
  /** The signal that asked us to stop. */
  readonly interrupted?: Signal
}

/** Runs Vitest as a process of its own, passes signals on to it, and waits until it has ended: it may have files to put back. */
export async function runVitest({ args, stdout, cwd, env }: VitestStart, world: World): Promise<VitestEnd> {
  const child = world.startNode({ args, cwd: cwd ?? world.cwd, env, stdout })
  const asked: Signal[] = []
  const stops = (['SIGINT', 'SIGTERM', 'SIGHUP'] as const).map((signal) =>
    world.onSignal(signal, () => {
      asked.push(signal)
      passOn(child, asked, world)
    }),
  )
  try {
    return { ...(await child.ended), interrupted: asked[0] }
  } finally {
    for (const stop of stops) stop()
  }
}

/** A terminal sends Ctrl-C to us and to Vitest alike: the first is there already, and a second one would cut its clean-up short. */
function passOn(child: NodeChild, asked: readonly Signal[], { stdinIsTTY }: World): void {
  const latest = asked.at(-1) as Signal
  if (latest === 'SIGINT' && stdinIsTTY && asked.length === 1) return
  child.kill(latest)
}
