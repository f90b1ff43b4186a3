// Entry of the process that runs one test again, with a profiler on, and judges nothing.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deserialize } from 'node:v8'
import { failureFile } from './pass-request.ts'
import type { PassRequest } from './pass-request.ts'
import { remapRecordings } from './remap-recordings.ts'
import { runOneTest } from './run-one-test.ts'

await run(deserialize(readFileSync(process.argv[2] as string)) as PassRequest)

async function run(request: PassRequest): Promise<void> {
  const failures: string[] = []
  try {
    const { vitest, failure } = await runOneTest(request)
    if (failure !== undefined) failures.push(failure)
    remapRecordings(request.order.dir, vitest)
  } catch (error) {
    failures.push(error instanceof Error ? error.message : String(error))
  }
  writeFileSync(join(request.order.dir, failureFile), failures.join('\n'))
  // Nobody waits for servers to close: what is wanted is written.
  process.exit(0)
}
