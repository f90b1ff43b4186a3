import { appendFileSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { TestCase, TestModule, Vitest } from 'vitest/node'
import { isLiveProcess, liveProcess } from '../../measure/process/live-process.ts'
import { describeLimit } from '../../model/limit-hit.ts'
import { isLiveLog, liveLog, serverPid } from '../../model/live.ts'
import type { LiveEvent, LiveProcess, LiveTests } from '../../model/live.ts'
import { sanitizeFlat } from '../../report/text/sanitize.ts'
import { takeFile, takeTest } from '../handoff.ts'

/** A run that may be watched. */
export interface WatchableRun {
  readonly id: string
  readonly startedAt: Date
  readonly service?: string
  /** Test files that are to run. */
  readonly files: number
  /** Where somebody who watches says so. */
  readonly folder: string
  readonly vitest: Vitest
}

// Milliseconds between two writes: often enough to look at, seldom enough to cost nothing.
const pause = 100

/** Begins to tell those who watch; undefined where nobody is left who does. */
export function openLiveLog(run: WatchableRun): LiveLog | undefined {
  if (!isWatched(run.folder)) {
    removeLeft(run.folder)
    return undefined
  }
  return new LiveLog(run)
}

/** The log of one run: lines that are gathered and written together. It stops, and is gone, when nobody watches any more. */
export class LiveLog {
  readonly #run: WatchableRun
  readonly #file: string
  readonly #tests = { done: 0, found: 0, passed: 0, failed: 0, skipped: 0 }
  /** What is counted already: who begins in the middle may hear of a thing twice. */
  readonly #counted = new Set<string>()
  #lines: string[] = []
  #changed = true
  #timer: NodeJS.Timeout | undefined
  #over = false

  constructor(run: WatchableRun) {
    this.#run = run
    this.#file = join(run.folder, liveLog(run.id))
    const { id, startedAt, service } = run
    writeFileSync(this.#file, lineOf({ kind: 'started', ...liveProcess(), id, at: startedAt.toISOString(), service }))
    for (const module of run.vitest.state.getTestModules()) this.#catchUp(module)
    this.#soon()
  }

  add(event: LiveEvent): void {
    this.#lines.push(lineOf(event))
    this.#soon()
  }

  /** The tests of a file are known. */
  collected(module: TestModule): void {
    if (!this.#isNew(`collected ${module.id}`)) return
    for (const _ of module.children.allTests()) this.#tests.found += 1
    this.#mark()
  }

  tested(test: TestCase): void {
    const { state } = test.result()
    if (state === 'pending' || !this.#isNew(test.id)) return
    this.#tests[state] += 1
    if (state === 'failed') this.add({ kind: 'failed', failure: { file: this.#nameOf(test.module), name: test.fullName } })
    this.#tellLimits(takeTest(test)?.limits)
    this.#mark()
  }

  fileEnded(module: TestModule): void {
    if (!this.#isNew(module.id)) return
    this.#tests.done += 1
    const isBlamed = module.state() !== 'failed' || [...module.children.allTests('failed')].length > 0
    if (!isBlamed) this.add({ kind: 'failed', failure: { file: this.#nameOf(module), name: 'the file itself' } })
    this.#tellLimits(takeFile(module)?.limits)
    this.#mark()
  }

  /** The last word. */
  end(): void {
    this.#lines.push(lineOf({ kind: 'ended', at: new Date().toISOString() }))
    this.#write()
    this.#stop()
  }

  /** Whoever begins to watch in the middle of a run wants to know how far it is. */
  #catchUp(module: TestModule): void {
    this.collected(module)
    for (const test of module.children.allTests()) this.tested(test)
    if (['passed', 'failed', 'skipped'].includes(module.state())) this.fileEnded(module)
  }

  #isNew(what: string): boolean {
    const { size } = this.#counted
    return this.#counted.add(what).size > size
  }

  #tellLimits(notes: NonNullable<ReturnType<typeof takeFile>>['limits'] = []): void {
    for (const note of notes) if (note.kind === 'exceeded') this.add({ kind: 'limit', text: sanitizeFlat(describeLimit(note)) })
  }

  #nameOf({ moduleId }: TestModule): string {
    return relative(this.#run.vitest.config.root, moduleId).replaceAll('\\', '/')
  }

  #mark(): void {
    this.#changed = true
    this.#soon()
  }

  #soon(): void {
    if (this.#over) return
    this.#timer ??= setTimeout(() => this.#write(), pause).unref()
  }

  #write(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#over) return
    if (!isWatched(this.#run.folder)) return this.#stop()
    if (this.#changed) this.#lines.push(lineOf({ kind: 'tests', tests: this.#counts() }))
    this.#changed = false
    const text = this.#lines.join('')
    this.#lines = []
    try {
      appendFileSync(this.#file, text)
    } catch {
      // A full disk is told by those who need it.
      this.#stop()
    }
  }

  #counts(): LiveTests {
    const { done, ...tests } = this.#tests
    return { files: { done, of: Math.max(done, this.#run.files) }, ...tests }
  }

  #stop(): void {
    this.#over = true
    clearTimeout(this.#timer)
    if (isWatched(this.#run.folder)) return
    rmSync(this.#file, { force: true })
    removeLeft(this.#run.folder)
  }
}

function lineOf(event: LiveEvent): string {
  return `${JSON.stringify(event)}\n`
}

/** Whether a server is there that has said so. */
function isWatched(folder: string): boolean {
  return namesIn(folder).some((name) => {
    const pid = serverPid(name)
    return pid !== undefined && isLiveProcess({ pid, processStart: startOf(join(folder, name)) })
  })
}

/** What a server says of itself; undefined where it is about to, or does not. */
function startOf(file: string): string | undefined {
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) as Partial<LiveProcess>).processStart
  } catch {
    return undefined
  }
}

/** What a server that was killed has left behind. */
function removeLeft(folder: string): void {
  try {
    for (const name of namesIn(folder))
      if (serverPid(name) !== undefined || isLiveLog(name)) rmSync(join(folder, name), { force: true })
    rmdirSync(folder)
  } catch {
    // It is in nobody's way.
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
