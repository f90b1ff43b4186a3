import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { describeVitest, majors, project, runVitest } from '../support/consumer.ts'
import type { Major } from '../support/consumer.ts'
import { describeDocker, dockerEnv } from '../support/docker.ts'
import { filesBelow } from '../support/files-below.ts'
import type { StoredRun } from '../support/gate.ts'

const example = join(import.meta.dirname, '../../examples/orders-api')

const book = 'src/order-book.js'
const caller = 'tests/orders-api.test.ts'
const place = 'place({ customer, lines }) {\n'
const remembering = `${place}    ;(this.forgotten ??= []).push(Buffer.alloc(2_000_000, 1))\n`

describeDocker('a service in a container', () => {
  for (const major of majors) {
    describeVitest(major, 'the example with a container', () => {
      test('keeps its promises', async () => {
        const { exitCode, report, text } = await runExample(major, (files) => files)
        expect(
          report.verdicts.map(({ slo, status }) => `${slo} ${status}`),
          text,
        ).toEqual(['startup met', 'memory met', 'cpu-time met', 'no-oom-kills met', 'placing-an-order met'])
        expect(exitCode).toBe(0)
      })

      test('a service that forgets nothing breaks one', async () => {
        const { exitCode, report } = await runExample(major, (files) => {
          expect(files[book]?.split(place)).toHaveLength(2)
          return { ...files, [book]: files[book]!.replace(place, remembering) }
        })
        const verdict = report.verdicts.find(({ slo }) => slo === 'memory')
        expect(verdict).toMatchObject({ status: 'violated' })
        expect(verdict?.reason).toMatch(/peak ≈?2\d\d(\.\d+)?Mi?B, objective <= 128MiB/)
        expect(exitCode).toBe(1)
      })

      test('what it used for a test that failed is no evidence', async () => {
        const { exitCode, report } = await runExample(major, (files) => {
          expect(files[caller]).toContain('toBe(404)')
          return { ...files, [caller]: files[caller]!.replace('toBe(404)', 'toBe(200)') }
        })
        const verdict = report.verdicts.find(({ slo }) => slo === 'memory')
        expect(verdict).toMatchObject({ status: 'no-data', cause: 'failed-test' })
        expect(verdict?.reason).toContain(
          'its test failed: tests/orders-api.test.ts > an order that was never placed is not found',
        )
        expect(exitCode).toBe(1)
      })
    })
  }
})

type Files = Readonly<Record<string, string>>

/** Runs a copy of the example with the image that is here. What it leaves behind is the reaper's. */
async function runExample(major: Major, edit: (files: Files) => Files) {
  const files = Object.entries(edit(filesBelow(example))).map(([path, text]) => [path, text.replaceAll('node:20-slim', image)])
  const dir = project(Object.fromEntries(files) as Files, { major })
  const { exitCode, stdout, stderr } = await runVitest(dir, [], { major, env: dockerEnv, timeout: 120_000 })
  const report = JSON.parse(readFileSync(join(dir, '.slo/report.json'), 'utf8')) as StoredRun
  return { exitCode, report, text: `${stdout}${stderr}` }
}

const image = 'local/node:20'
