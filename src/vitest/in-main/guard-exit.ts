/** What the end of the process must be in keeping with. */
export interface GuardedRun {
  /** Set when the tests have ended. */
  readonly ended?: object
  /** Undefined until the run is judged, and where it could not be. */
  readonly fails?: boolean
}

/**
 * Sees to it that the process does not end with success where the run was cut off in its middle, was not judged or fails: whatever
 * calls `process.exit(0)` or sets the exit code (a reporter, a global set-up or its teardown) does so for reasons of its own.
 */
export function guardExit(run: GuardedRun): void {
  process.once('exit', (code) => {
    if (code === 0 && run.fails !== false) process.exitCode = 1
    if (run.ended !== undefined) return
    const { exitCode } = process
    process.stderr.write(
      `\n       SLOs  not judged: the run was cut off before its tests had ended      exit ${exitCode ?? code}\n`,
    )
  })
}
