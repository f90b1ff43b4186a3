import { basename } from 'node:path'
import { rmSync } from 'node:fs'
import { readFacts } from './container-fact.ts'
import type { ContainerFact } from './container-fact.ts'
import { Engine } from './engine.ts'
import { labels } from './engine-answers.ts'
import type { Inspected } from './engine-answers.ts'

/** A container that was removed because its run had left it behind. */
export interface RemovedContainer {
  readonly id: string
  readonly image: string
}

/**
 * Removes what a run that did not come to its end has left on its engines, by exact ids, and then its journal. After a run that came
 * to its end only what vitest-slo itself had started for all its workers is removed. What testcontainers is to keep for a later run stays.
 */
export async function removeLeft(journal: string): Promise<RemovedContainer[]> {
  const facts = readFacts(journal)
  const isOver = facts.some(({ kind }) => kind === 'over')
  const started = new Map(facts.filter((fact) => fact.kind === 'start').map((fact) => [fact.id, fact]))
  const removed = await Promise.all([...started.values()].map(async (fact) => remove(fact, { run: basename(journal), isOver })))
  rmSync(journal, { force: true })
  return removed.filter((one) => one !== undefined)
}

interface Run {
  readonly run: string
  readonly isOver: boolean
}

async function remove(
  { id, engine }: Extract<ContainerFact, { kind: 'start' }>,
  run: Run,
): Promise<RemovedContainer | undefined> {
  let connection: Engine | undefined
  try {
    connection = new Engine(engine)
    const { Config } = (await connection.json('GET', `/containers/${id}/json`)) as Inspected
    if (!isOurs(Config?.Labels ?? {}, run)) return undefined
    await connection.json('DELETE', `/containers/${id}?force=1&v=1`)
    return { id, image: Config?.Image ?? '' }
  } catch {
    // It is gone, or its engine is.
    return undefined
  } finally {
    connection?.close()
  }
}

function isOurs(known: Readonly<Record<string, string>>, { run, isOver }: Run): boolean {
  if (known[labels.run] !== undefined) return known[labels.run] === run
  const isKept = labels.reuse in known || known[labels.reaper] === 'true'
  return !isOver && !isKept
}
