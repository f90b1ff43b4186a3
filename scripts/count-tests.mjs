// count-tests.mjs <failures outside of tests> <file or folder of results>: prints what the reporter in tests/support/ wrote, summed
// over all runs, as "N passed, N failed". A skipped test counts as failed. A test that passed only when it was tried again is named with
// what failed first; where there are more than a handful, nobody would look at them any more, and each counts as failed.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

const [outside, path] = process.argv.slice(2)
const total = { passed: 0, failed: Number(outside), flaky: 0 }
const handful = 5
const files = statSync(path).isDirectory() ? readdirSync(path).map((name) => join(path, name)) : [path]

for (const file of files) {
  const runs = readFileSync(file, 'utf8').trim().split('\n').map(JSON.parse)
  for (const { passed, failed, skipped, flaky } of runs) {
    for (const name of skipped) console.log(`skipped: ${name}`)
    for (const name of flaky) console.log(`passed only when tried again: ${name}`)
    total.flaky += flaky.length
    total.passed += passed
    total.failed += failed + skipped.length
  }
}

if (total.flaky > handful) total.failed += total.flaky
console.log(`${total.passed} passed, ${total.failed} failed`)
process.exitCode = total.failed === 0 ? 0 : 1
