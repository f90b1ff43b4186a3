// Notes what the plugin's end of a run costs the main process, and the peak memory of that process.
import { readFileSync, writeFileSync } from 'node:fs'

/** Vitest calls its reporters one after the other, and the plugin's works in one synchronous piece: its cost lies between two neighbours. */
export function watchEnd() {
  let before
  let after
  const first = { onTestRunEnd: () => (before = now()) }
  const next = { onTestRunEnd: () => (after = now()) }
  return {
    name: 'watch-end',
    configureVitest({ vitest }) {
      vitest.config.reporters.push({ onInit: () => surroundGate(vitest.reporters, first, next) })
      process.once('exit', () => {
        const figures = before === undefined ? {} : { end: after.at - before.at, cpu: after.cpu - before.cpu }
        writeFileSync('end.json', JSON.stringify({ ...figures, peak: peakMemory() }))
      })
    },
  }
}

function surroundGate(reporters, first, next) {
  const gate = reporters.findIndex((reporter) => reporter.constructor.name === 'Gate')
  if (gate >= 0) reporters.splice(gate, 1, first, reporters[gate], next)
}

function now() {
  const { user, system } = process.cpuUsage()
  return { at: performance.now(), cpu: (user + system) / 1000 }
}

function peakMemory() {
  const [, kilobytes] = /^VmHWM:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'latin1'))
  return Number(kilobytes) * 1024
}
