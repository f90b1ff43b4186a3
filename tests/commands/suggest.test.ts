import { expect, test } from 'vitest'
import { openHistory } from '../../src/history/open-history.ts'
import { entry } from '../history/sample-history.ts'
import { folderWith, slo } from './test-world.ts'

const config = `import { defineConfig, sli } from 'vitest-slo/config'
export default defineConfig({ slos: { 'first-build': { sli: sli.command('build').duration, objective: '<= 1h' } } })
`

test('suggests by the runs of the machine that ran last, those of unfit machines left out', async () => {
  const folder = folderWith({ 'slo.config.ts': config, 'package.json': '{"type":"module"}' })
  expect(await slo(folder, ['suggest'])).toMatchObject({ exitCode: 3, stdout: expect.stringContaining('0 runs of this machine measured it') }) // prettier-ignore
  const store = await openHistory('file:.slo/history.db', folder)
  for (let run = 0; run < 40; run += 1) {
    const changes = run % 4 === 1 ? { fingerprint: 'another' } : run % 4 === 3 ? { fit: false } : {}
    await store.append({ ...entry(run, undefined, changes), verdicts: [{ slo: 'first-build', status: 'met', measured: run % 2 === 0 ? 1000 + run : 9000 }] }) // prettier-ignore
  }
  await store.append({ ...entry(40), verdicts: [{ slo: 'first-build', status: 'no-data' }] })
  await store.close()
  const { exitCode, stdout } = await slo(folder, ['suggest', '--json'])
  expect(exitCode).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject([
    { slo: 'first-build', runs: 20, suggested: { objective: '<= 1.1s', falseAlarms: 0 } },
  ])
  expect((await slo(folder, ['suggest'])).stdout).toContain("'first-build': { objective: '<= 1.1s' }")
  expect(await slo(folder, ['suggest', '--slo', 'other'])).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('declares no SLO other') }) // prettier-ignore
})
