// count-tests.mjs <failures outside of tests> <file or folder of results>: prints what the reporter in tests/support/ wrote, summed
// over all runs, as "N passed, N failed". A skipped test counts as failed.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

const [outside, path] = process.argv.slice(2)
const total = { passed: 0, failed: Number(outside) }
const files = statSync(path).isDirectory() ? readdirSync(path).map((name) => join(path, name)) : [path]

for (const file of files) {
  const runs = readFileSync(file, 'utf8').trim().split('\n').map(JSON.parse)
  for (const { passed, failed, skipped } of runs) {
    for (const name of skipped) console.log(`skipped: ${name}`)
    total.passed += passed
    total.failed += failed + skipped.length
  }
}

console.log(`${total.passed} passed, ${total.failed} failed`)
process.exitCode = total.failed === 0 ? 0 : 1
