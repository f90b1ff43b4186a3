import type { EngineEvent } from './engine-answers.ts'
import type { TrackedContainer } from './tracked-container.ts'

type Attributes = Readonly<Record<string, string>>
type Taken = 'started' | 'died-early' | undefined
type Take = (container: TrackedContainer, at: number, attributes: Attributes) => Taken

/** Takes in what happened to a container, at a moment on the clock of this machine. Says what is to be looked at now. */
export function takeEvent(container: TrackedContainer, { Action: action, Actor }: EngineEvent, at: number): Taken {
  const attributes = Actor?.Attributes ?? {}
  if (container.image === '' && attributes.image !== undefined) {
    container.image = attributes.image
    container.labels = attributes
  }
  return takes[action ?? '']?.(container, at, attributes)
}

/** Of Docker and of Podman, which has other words for two of them. */
const takes: Readonly<Record<string, Take | undefined>> = {
  create: (container, at) => void (container.createdAt ??= at),
  start: takeStart,
  die: takeDeath,
  died: takeDeath,
  oom: (container) => void (container.oomEvents += 1),
  destroy: (container) => void (container.removed = true),
  remove: (container) => void (container.removed = true),
}

function takeStart(container: TrackedContainer, at: number): Taken {
  // It may be known from an inspection before its event has come.
  if (container.starts.length === container.deaths.length) {
    container.starts.push(at)
    dropGroup(container)
  }
  return 'started'
}

function takeDeath(container: TrackedContainer, at: number, { exitCode, containerExitCode }: Attributes): Taken {
  if (container.starts.length === container.deaths.length) container.starts.push(at)
  container.deaths.push(at)
  const code = exitCode ?? containerExitCode
  container.exitCode = code === undefined ? undefined : Number(code)
  dropGroup(container)
  return container.readyAt === undefined ? 'died-early' : undefined
}

/** The group of the next start is another one. */
function dropGroup(container: TrackedContainer): void {
  container.cgroup?.close()
  container.cgroup = undefined
}
