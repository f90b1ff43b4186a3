import { relative, sep } from 'node:path'
import type { RunnerTestCase, RunnerTestFile } from 'vitest'
import { now } from '../../measure/in-worker/clocks.ts'
import { RunningNoteFile } from '../../measure/in-worker/running-note.ts'
import { killNewChildren, ownChildren } from '../../measure/process/own-children.ts'
import { SloError } from '../../model/fault.ts'
import type { Limit } from '../../model/limit.ts'
import { isEnforced } from '../../model/limit.ts'
import { describeLimit, limitHit } from '../../model/limit-hit.ts'
import type { LimitHit } from '../../model/limit-hit.ts'
import type { Subject } from '../../model/subject.ts'
import type { OpenHandoff, Provided } from '../handoff.ts'
import { cutShort, restoreSignal } from './cut-short.ts'
import { fullName } from './full-name.ts'

/** What runs now, as far as limits look at it. */
export interface LimitedAttempt {
  readonly task: RunnerTestCase
  readonly handoff: OpenHandoff
  /** On the clock of `now()`. */
  readonly began: number
}

// Fake timers of a test must not reach it.
const startTimer: typeof setTimeout = globalThis.setTimeout.bind(globalThis)
const stopTimer: typeof clearTimeout = globalThis.clearTimeout.bind(globalThis)
// What a timer can be set to.
const longest = 2 ** 31 - 1

/** Enforces the limit on the time of a test, and notes which tests run, for those who watch the run from outside of its workers. */
export class TestLimits {
  readonly #file: string
  readonly #limit: Limit | undefined
  readonly #notes: RunningNoteFile

  constructor({ notes = '', config, root }: Provided, file: RunnerTestFile | undefined) {
    this.#file = file === undefined ? 'a test file' : relative(root, file.filepath).split(sep).join('/')
    this.#limit = config.limits.find(({ name }) => name === 'testTime')
    this.#notes = new RunningNoteFile(notes, this.#file)
  }

  /** An attempt begins. What comes back ends it, and throws when it took too long. */
  begin(attempt: LimitedAttempt): () => void {
    this.#notes.begin(attempt, { name: fullName(attempt.task), isTimed: this.#limit !== undefined })
    const end = this.#limit === undefined ? undefined : this.#guard(attempt, this.#limit)
    return () => {
      this.#notes.end(attempt)
      end?.()
    }
  }

  /** The file has come to its end. */
  close(): void {
    this.#notes.close()
  }

  #guard({ task, handoff, began }: LimitedAttempt, limit: Limit): () => void {
    const kills = limit.onExceed === 'kill'
    const children = kills ? ownChildren() : []
    const subject: Subject = { kind: 'test', name: fullName(task), file: this.#file }
    let hit: LimitHit | undefined
    const check = (): void => {
      const measured = now() - began
      if (hit !== undefined || measured <= limit.max) return
      hit = limitHit(limit, measured, { subject, running: [], done: kills ? endedText(killNewChildren(children)) : undefined })
      handoff.limits = [...(handoff.limits ?? []), hit]
      if (isEnforced(limit)) cutShort(task, errorOf(hit))
    }
    const timer = startTimer(check, Math.min(Math.ceil(limit.max) + 1, longest))
    return () => {
      stopTimer(timer)
      // A test that blocks its thread is over before the timer is heard.
      check()
      restoreSignal(task)
      if (hit !== undefined && isEnforced(limit)) failOnce(task, errorOf(hit))
    }
  }
}

function endedText(children: number): string | undefined {
  if (children === 0) return undefined
  return `its ${children === 1 ? 'child process' : `${children} child processes`} killed`
}

function errorOf(hit: LimitHit): SloError {
  const message = describeLimit(hit)
  // No stack: it would show our code, and the test is named.
  return Object.assign(new SloError(message), { name: 'LimitExceeded', stack: `LimitExceeded: ${message}` })
}

/** The body has thrown it already, where it was cut short. */
function failOnce({ result }: RunnerTestCase, error: SloError): void {
  if (result?.errors?.some(({ message }) => message === error.message) !== true) throw error
}
