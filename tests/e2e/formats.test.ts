import { execFileSync } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { parse } from 'csv-parse/sync'
import { describe, expect, onTestFinished, test } from 'vitest'
import { describeVitest, majors, project, runSlo, runVitest } from '../support/consumer.ts'
import { levelSlo, levelTest, sloConfig, storedRun, vitestConfig } from '../support/gated.ts'
import { findChromium } from '../support/install-chromium.ts'
import { findValidator } from '../support/install-validators.ts'

const strict = process.env.CI === 'true' || process.env.VITEST_SLO_NO_SKIP === '1'
const tools = [findChromium(), findValidator('xmllint'), findValidator('pdftotext'), findValidator('pdfinfo')]
const missing = tools.includes(undefined) && !strict
const schemas = join(import.meta.dirname, '../support/schemas')

const all = ['json', 'html', 'csv', 'junit', 'markdown', 'sarif', 'codequality', 'pdf']
const files = {
  'vitest.config.ts': vitestConfig(),
  'slo.config.ts': sloConfig(
    `\n${levelSlo('<= 5')},\n'a | "b" <c>': { sli: sli.test('*').duration, objective: '<= 1h' },\nnever: { sli: sli.measure('x').duration, objective: '<= 1s' }`,
    `reports: { formats: ${JSON.stringify(all)} },`,
  ),
  'a.test.ts': levelTest(9),
}

describe.each(majors.map((major) => [major] as const))('%i', (major) => {
  describeVitest(major, 'formats', () => {
    const name = 'are written after the run, accepted by what reads them, and made again to the byte from the stored run'
    test.skipIf(missing)(
      missing ? `${name} (skipped: Chromium, xmllint or pdftotext is missing)` : name,
      { timeout: 120_000 },
      async () => {
        const dir = project(files, { major })
        mkdirSync(join(dir, 'ci'))
        const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: join(dir, 'ci/summary.md'), GITHUB_WORKSPACE: dir }
        const ended = await runVitest(dir, ['--reporter=json'], { major, env })
        expect(ended.exitCode).toBe(1)
        const file = (path: string): string => readFileSync(join(dir, path), 'utf8')

        // The standard output belongs to the reporter that writes there; annotations stand beside our summary.
        expect(ended.stdout).not.toMatch(/::error|SLOs/)
        if (major === 4) expect(JSON.parse(ended.stdout)).toMatchObject({ numFailedTests: 2 })
        expect(ended.stderr).toMatch(/^::error file=slo\.config\.ts,line=3,title=SLO level::max 9/m)
        expect(ended.stderr).toMatch(/^::error file=slo\.config\.ts,line=5,title=SLO never::no data: /m)
        expect(ended.stderr).toContain('.slo/report.pdf')
        expect(file('ci/summary.md')).toContain('1 violated \\| 1 no data \\| 1 met (3 SLOs), exit 1')
        expect(file('.slo/report.md')).toContain('a \\| "b" &lt;c&gt;')

        execFileSync(
          findValidator('xmllint') as string,
          ['--noout', '--schema', join(schemas, 'junit.xsd'), join(dir, '.slo/report.junit.xml')],
          { stdio: 'pipe' },
        )
        expect(file('.slo/report.junit.xml')).toMatch(/tests="3" failures="1" errors="1" skipped="0"/)
        const validate = new Ajv().compile(JSON.parse(readFileSync(join(schemas, 'sarif.json'), 'utf8')) as object)
        expect([validate(JSON.parse(file('.slo/report.sarif'))), validate.errors]).toEqual([true, null])
        const rows = parse(file('.slo/report.csv'), { columns: true }) as Record<string, string>[]
        expect(rows.filter(({ table }) => table === 'verdicts').map((row) => [row['name'], row['status']])).toEqual([['level', 'violated'], ['never', 'no-data'], ['a | "b" <c>', 'met']]) // prettier-ignore
        expect(JSON.parse(file('.slo/codequality.json'))).toMatchObject([
          { severity: 'critical', location: { path: 'slo.config.ts', lines: { begin: 3 } } },
          { location: { path: 'slo.config.ts', lines: { begin: 5 } } },
        ])

        const printed = execFileSync(findValidator('pdftotext') as string, [join(dir, '.slo/report.pdf'), '-'], {
          encoding: 'utf8',
        })
        expect(printed).toMatch(/1 violated \| 1 no data \| 1 met[^]*never[^]*a \| "b" <c>/)
        expect(execFileSync(findValidator('pdfinfo') as string, [join(dir, '.slo/report.pdf')], { encoding: 'utf8' })).toMatch(
          /Tagged: +yes/,
        )

        // The history has the run as it is in .slo/report.json.
        for (const [format, path] of [
          ['csv', 'report.csv'],
          ['pdf', 'report.pdf'],
        ] as const) {
          // prettier-ignore
          const made = await runSlo(dir, ['report', 'run', 'last', '--format', format, '--output', `again.${format}`], { major })
          expect([made.exitCode, made.stderr]).toEqual([0, `wrote again.${format}\n`])
          expect(readFileSync(join(dir, `again.${format}`)).equals(readFileSync(join(dir, '.slo', path)))).toBe(true)
        }
        const history = await runSlo(dir, ['report', 'historical', '--json'], { major })
        expect(JSON.parse(history.stdout)).toMatchObject({
          kind: 'historical',
          tables: { runs: [{ status: 'violated', violated: 1, noData: 1, met: 1 }] },
        })
        const timing = await runSlo(dir, ['report', 'timing'], { major })
        expect(timing.stdout).toMatch(/import +[\d.]+m?s[^]*test bodies +[\d.]+[mu]?s/)

        const github = await pullRequest()
        const token = {
          GITHUB_TOKEN: 'secret',
          GITHUB_API_URL: github.url,
          GITHUB_REPOSITORY: 'acme/app',
          GITHUB_REF: 'refs/pull/7/merge',
        }
        const commented = await runSlo(dir, ['github', 'comment'], { major, env: token })
        expect([commented.exitCode, commented.stdout, commented.stderr]).toEqual([
          0,
          'created the comment on pull request 7 of acme/app\n',
          '',
        ])
        expect(github.comments).toEqual([
          expect.stringMatching(/^<!-- vitest-slo default -->\n## ❌ [^]*\| ✗ violated \| level \|/),
        ])
      },
    )

    test('a PDF that nothing can print fails the run, which is told all the same', { timeout: 120_000 }, async () => {
      const config = sloConfig(levelSlo('<= 10'), "reports: { formats: ['json', 'pdf'] },")
      const dir = project({ ...files, 'slo.config.ts': config }, { major })
      const ended = await runVitest(dir, [], { major, env: { CHROME_PATH: join(dir, 'nothing') } })
      expect(storedRun(dir)?.outcome).toBe('met')
      expect(ended.exitCode).toBe(1)
      expect(ended.stderr).toMatch(
        /the PDF was not written, so the run counts as failed: a PDF is printed by Chromium, and none was found/,
      )
      expect(ended.stderr).toMatch(/SLOs {2}1 met \(1\) +exit 1/)
    })
  })
})

/** A pull request as the API of GitHub keeps one. */
async function pullRequest(): Promise<{ readonly url: string; readonly comments: readonly string[] }> {
  const comments: string[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      if (request.headers.authorization !== 'Bearer secret') return void response.writeHead(401).end('{}')
      if (request.method === 'POST' && request.url === '/repos/acme/app/issues/7/comments')
        comments.push((JSON.parse(Buffer.concat(chunks).toString()) as { body: string }).body)
      response.writeHead(request.method === 'POST' ? 201 : 200, { 'content-type': 'application/json' })
      response.end(request.method === 'POST' ? '{}' : JSON.stringify(comments.map((body, id) => ({ id, body }))))
    })
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, comments }
}
