// Entry of the process that outlives a run which is cut off, by just as long as it takes to remove the containers it leaves behind.
import { removeLeft } from './remove-left.ts'

const journal = process.env.VITEST_SLO_CONTAINERS ?? ''

// What ends a whole run must not end the one that cleans up after it. It ends by itself, when its pipe closes.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined)
process.stdin.resume()
process.stdin.once('end', () => void removeLeft(journal).then(() => process.exit()))
