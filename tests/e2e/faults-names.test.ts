import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { describeVitest, majors, project, runSlo } from '../support/consumer.ts'
import { gate, gateAgain, levelTest, pluginConfig, sloConfig } from '../support/gate.ts'

const printable = `it's "100 %" \`x\` \${y} %s %d <script>alert(1)</script> </script><!-- ]]> & ::error::pwned 😀 \\ ${'漢'.repeat(3)}`
const long = 'y'.repeat(10_000)
const control = '\u001B[31mred\u001B[0m\n::error::pwned\r\u0007'

describe.each(majors.map((major) => [major] as const))('%i', (major) => {
  describeVitest(major, 'names that could be mistaken for something else', () => {
    test('with control characters: refused in a configuration, and shown without them', async () => {
      const slos = `${JSON.stringify(control)}: { sli: sli.measure('x').duration, objective: '<= 1s' }`
      const ended = await gate(major, { 'a.test.ts': levelTest, 'slo.config.ts': sloConfig(slos) })
      expect(ended.exitCode).toBe(1)
      expect(ended.text).toMatch(/\\u001b\[31mred.* cannot be used as a name/)
      expect(ended.text).not.toMatch(/[\u001B\u0007]|^::error/m)
    })

    test('as SLO, probe, measure and test: judged by what they name, and nothing of them is obeyed', async () => {
      const [name, far] = [JSON.stringify(printable), JSON.stringify(long)]
      const body = `import { slo, test } from 'vitest-slo/test'
for (const name of ${JSON.stringify([printable, long, control])}) test(name, async () => {
  slo.objectives({ duration: '<= 1us' })
  await slo.measure(name, () => new Promise((resolve) => setTimeout(resolve, 5)))
})`
      const config = sloConfig(
        `${name}: { sli: sli.measure(${name}).duration, objective: '<= 1us' }, ${far}: { sli: sli.measure(${far}).duration, objective: '<= 1us' }, probe: { sli: sli.command(${name}).duration, objective: '<= 1h' }`,
        `probes: { ${name}: { run: 'exit 7' } },`,
      )
      const dir = project({ 'vitest.config.ts': pluginConfig, 'a.test.ts': body, 'slo.config.ts': config }, { major })
      const reporters = ['default', 'json', 'junit', 'github-actions'].map((reporter) => `--reporter=${reporter}`)
      const ended = await gateAgain(dir, [...reporters, '--outputFile.json=out.json', '--outputFile.junit=out.xml'], { major })
      expect(ended.exitCode).toBe(1)
      expect(ended.report?.verdicts).toHaveLength(6)
      expect(ended.report?.verdicts.map(({ status }) => status)).toEqual(Array.from({ length: 6 }, () => 'violated'))
      // Vitest prints names as they are: those of the user's tests too, which are not ours to change.
      const failed = ended.stderr.split('\n').filter((line) => /FAIL.*slo\.config\.ts > |SloViolation: /.test(line))
      expect(failed.length).toBeGreaterThanOrEqual(10)
      expect(failed.filter((line) => /[\u001B\u0007]/.test(line) || line.length > 1500)).toEqual([])
      const block = ended.stderr.slice(ended.stderr.lastIndexOf('\n SLO '))
      expect(block).toMatch(/SLOs +6 violated \(6\)/)
      expect(block).not.toMatch(/[\u001B\u0007]|^::error/m)
      expect(block.length).toBeLessThan(10_000)
      const html = readFileSync(join(dir, '.slo/report.html'), 'utf8')
      expect(html).not.toContain('<script>alert')
      expect(html).not.toContain('\u001B')
      const json = JSON.parse(readFileSync(join(dir, 'out.json'), 'utf8')) as { numFailedTests: number }
      expect(json.numFailedTests).toBeGreaterThanOrEqual(6)
      expect((await runSlo(dir, ['check'], { major })).exitCode).toBe(1)
    })
  })
})
