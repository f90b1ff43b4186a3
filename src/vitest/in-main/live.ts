import { existsSync } from 'node:fs'
import type { TestCase, TestModule } from 'vitest/node'
import type { LiveEvent } from '../../model/live.ts'
import type { LiveLog, WatchableRun } from './live-log.ts'

// One per process, because what tells of a limit knows no run.
let run: WatchableRun | undefined
let log: LiveLog | undefined
let looking = false
let endsWithProcess = false

/** A run begins. Whether somebody watches is all that is asked of the disk; what tells them is loaded where somebody does. */
export function beginLive(begun: WatchableRun): void {
  endLive()
  run = begun
  look(begun)
}

/** Tells those who watch, if anybody does. */
export function tellLive(event: LiveEvent): void {
  log?.add(event)
}

/** The tests of a file are known. Somebody may have begun to watch meanwhile. */
export function tellCollected(module: TestModule): void {
  if (log !== undefined) log.collected(module)
  else if (run !== undefined) look(run)
}

/** A test has ended. */
export function tellTested(test: TestCase): void {
  log?.tested(test)
}

/** A file has ended. */
export function tellFileEnded(module: TestModule): void {
  log?.fileEnded(module)
}

/** The run is over. */
export function endLive(): void {
  log?.end()
  log = undefined
  run = undefined
}

function look(watchable: WatchableRun): void {
  if (looking || !existsSync(watchable.folder)) return
  looking = true
  import('./live-log.ts')
    .then(({ openLiveLog }) => {
      // It may be over by now, or another one.
      if (run === watchable && log === undefined) log = openLiveLog(watchable)
      if (!endsWithProcess) process.once('exit', endLive)
      endsWithProcess = true
    })
    // Nobody's tests fail because somebody looks at them.
    .catch(() => undefined)
    .finally(() => {
      looking = false
    })
}
