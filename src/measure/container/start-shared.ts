import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { SloError } from '../../model/fault.ts'
import { isAlive, ownIdentity } from '../process/process-identity.ts'
import type { ProcessIdentity } from '../process/process-identity.ts'
import { labels } from './engine-answers.ts'
import type { StartableContainer, StartedContainer } from './startable.ts'

/** Milliseconds between two looks whether another worker is done. */
const pause = 25

/**
 * Starts a container once for all workers of a run: the first one creates it, the others find it by testcontainers' own way to reuse
 * one, under a label of this run. One at a time, so that it is created once.
 */
export async function startShared<S extends StartedContainer>(
  name: string,
  container: StartableContainer<S>,
  journal: string,
): Promise<S> {
  if (process.env.TESTCONTAINERS_REUSE_ENABLE === 'false') {
    throw new SloError(`slo.container('${name}', ..., { scope: 'run' }): workers share a container by the reuse of testcontainers, which TESTCONTAINERS_REUSE_ENABLE=false switches off: remove that, or use scope 'file'`) // prettier-ignore
  }
  container.withLabels({ [labels.run]: basename(journal) })
  container.withReuse()
  const release = await lock(`${journal}.${encodeURIComponent(name)}.lock`)
  try {
    return await container.start()
  } finally {
    release()
  }
}

async function lock(file: string): Promise<() => void> {
  mkdirSync(dirname(file), { recursive: true })
  while (!tryLock(file)) {
    if (!isHeld(file)) rmSync(file, { force: true })
    await sleep(pause)
  }
  return () => rmSync(file, { force: true })
}

function tryLock(file: string): boolean {
  try {
    const descriptor = openSync(file, 'wx')
    writeSync(descriptor, JSON.stringify(ownIdentity()))
    closeSync(descriptor)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** False where the worker that held it is dead. One that has only just been made says nothing yet. */
function isHeld(file: string): boolean {
  try {
    const text = readFileSync(file, 'utf8')
    return text === '' || isAlive(JSON.parse(text) as ProcessIdentity)
  } catch {
    return true
  }
}
