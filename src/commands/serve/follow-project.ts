import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { loadProject } from '../load-project.ts'
import type { Project, ProjectRequest } from '../load-project.ts'
import type { World } from '../world.ts'

interface Following {
  readonly world: World
  readonly request: ProjectRequest
  /** Told of every configuration that takes the place of another one. */
  readonly onChange: (project: Project) => void
}

/**
 * The project as its slo.config file says it at the moment: read anew when the file itself was changed, which is looked for on every
 * call. One that cannot be used changes nothing; standard error says so, once. Rejects with ConfigError where the first cannot be used.
 */
export async function followProject(following: Following): Promise<() => Promise<Project>> {
  const { world, request } = following
  const first = await loadProject(world, request)
  const file = resolve(world.cwd, first.name)
  let stamp = stampOf(file)
  let current = Promise.resolve(first)
  return () => {
    const now = stampOf(file)
    // In turns: of two who ask at the same time the second waits for what the first has read.
    if (now !== stamp) current = current.then((last) => readAnew(last, following))
    stamp = now
    return current
  }
}

function stampOf(file: string): string {
  const stats = statSync(file, { throwIfNoEntry: false })
  return stats === undefined ? 'gone' : `${stats.ino}:${stats.size}:${stats.mtimeMs}`
}

async function readAnew(last: Project, { world, request, onChange }: Following): Promise<Project> {
  try {
    const fresh = await loadProject(world, request)
    world.stderr.write(`${fresh.name} was changed: read anew\n`)
    onChange(fresh)
    return fresh
  } catch (error) {
    world.stderr.write(
      `${(error as Error).message}\n${last.name} was changed and cannot be used: what it said before still holds\n`,
    )
    return last
  }
}
