// Loaded into the Node processes of a command before anything of theirs, by --require: built into one CommonJS file.
import { findSourceMap } from 'node:module'
import { fileURLToPath } from 'node:url'
import { isMainThread, threadId } from 'node:worker_threads'
import { childVariable } from './child-order.ts'
import type { ChildOrder } from './child-order.ts'
import { startRecording } from './start-recording.ts'
import { writeRecording } from './write-recording.ts'

const written = process.env[childVariable]
if (isMainThread && written !== undefined) recordUntilExit(JSON.parse(written) as ChildOrder)

function recordUntilExit(order: ChildOrder): void {
  const recording = startRecording(order)
  process.once('exit', () => {
    try {
      const data = recording.stop()
      const { kind, dir } = order
      writeRecording(dir, { kind, source: recording.source, samples: 1, maps: mapsIn(data), data }, threadId)
    } catch {
      // The command must end as it would without us; that nothing was recorded is told where it is looked for.
    }
  })
}

/** The source maps that this process knows itself: those of loaders that translate in memory are nowhere else. */
function mapsIn(data: unknown): Record<string, unknown> {
  const urls = new Set([...JSON.stringify(data).matchAll(/"url":"(file:[^"]+)"/g)].map(([, url]) => url as string))
  const maps = [...urls].map((url) => [fileURLToPath(url), findSourceMap(fileURLToPath(url))?.payload] as const)
  return Object.fromEntries(maps.filter(([, map]) => map !== undefined))
}
