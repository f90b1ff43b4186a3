/** The environment variable that tells Vitest which `slo run` has started it. */
export const runPidName = 'SLO_RUN_PID'

/**
 * Ends this process as SIGTERM does, once the `slo run` that started it is gone: killed with SIGKILL it can pass nothing on, and the run
 * would go on for nobody. Does nothing where Vitest was started in another way, and on Windows, which keeps the id of a dead parent.
 */
export function followRun(): void {
  const starter = Number(process.env[runPidName] ?? Number.NaN)
  // A Vitest that a test starts has another parent, and is none of its business.
  delete process.env[runPidName]
  if (Number.isNaN(starter)) return
  const timer = setInterval(() => {
    if (process.ppid === starter) return
    clearInterval(timer)
    process.kill(process.pid, 'SIGTERM')
  }, 200)
  timer.unref()
}
