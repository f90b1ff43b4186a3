import { appendFileSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Origin } from '../../model/subject.ts'
import type { ContainerReading } from './container-cgroup.ts'
import type { EngineAddress } from './engine-address.ts'

/**
 * One thing that is known of a container, written to the journal of a run the moment it happens, by whichever process saw it.
 * `at` is the clock on the wall in ms.
 */
export type ContainerFact =
  /** An image was fetched because of a container. `took` in ms. */
  | { readonly kind: 'pull'; readonly image: string; readonly at: number; readonly took: number }
  /** A container that never came to be: its image could not be had, or the engine would not create it. `name` as SLOs know it. */
  | { readonly kind: 'unmade'; readonly name: string; readonly at: number; readonly by?: Origin; readonly reason: string }
  /** The engine is about to be asked to start a container. */
  | {
      readonly kind: 'start'
      readonly id: string
      readonly at: number
      readonly engine: EngineAddress
      readonly by?: Origin
      /** True where the end of the wait for it will be told. */
      readonly awaited?: boolean
    }
  /** The engine would not start it, and said so with this HTTP status. */
  | { readonly kind: 'refused'; readonly id: string; readonly at: number; readonly status: number }
  /** Somebody begins to wait until it is ready, whoever has started it. */
  | { readonly kind: 'wait'; readonly id: string; readonly at: number; readonly by?: Origin }
  /** The wait for it was over; `error` says why it was given up, `words` what the container had said last. */
  | {
      readonly kind: 'ready'
      readonly id: string
      readonly at: number
      readonly engine?: EngineAddress
      readonly by?: Origin
      readonly error?: string
      readonly words?: string
    }
  /** The engine is about to be asked to stop, kill or remove it: what it has used until then, where that could be read. */
  | { readonly kind: 'end'; readonly id: string; readonly at: number; readonly reading?: ContainerReading }
  /** A test has given it a name. */
  | { readonly kind: 'name'; readonly id: string; readonly name: string }
  /** The run is over: what is still there is no longer ours to remove. */
  | { readonly kind: 'over' }

/** Adds a line to a journal. It is with the system when this returns, so that it outlives a process that is killed. */
export function appendFact(journal: string, fact: ContainerFact): void {
  const line = `${JSON.stringify(fact)}\n`
  try {
    appendFileSync(journal, line)
  } catch {
    mkdirSync(dirname(journal), { recursive: true })
    appendFileSync(journal, line)
  }
}

/** The lines of a journal; none where there is no journal. A line that was cut off is left out. */
export function readFacts(journal: string): ContainerFact[] {
  return parseFacts(textOf(journal))
}

/** The whole lines of a text. */
export function parseFacts(text: string): ContainerFact[] {
  return text
    .split('\n')
    .slice(0, -1)
    .flatMap((line) => parseFact(line) ?? [])
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

function parseFact(line: string): ContainerFact | undefined {
  try {
    return JSON.parse(line) as ContainerFact
  } catch {
    return undefined
  }
}
