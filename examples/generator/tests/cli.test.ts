import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, slo, test } from 'vitest-slo/test'
import { parseModel } from '../src/parse-model.js'
import { renderModel } from '../src/render-model.js'
import { templates } from '../src/templates.js'
import { writeFiles } from '../src/write-files.js'
import { largeModel } from './large-model.ts'

test('makes a new project', { timeout: 60_000 }, async () => {
  const run = await slo.command('cli:new', {
    run: ['node', 'src/cli.js', 'new', 'demo'],
    cwd: 'temporary',
    samples: 3,
    warmup: 1,
    verify: ({ files, stdout }) => {
      expect(files).toEqual(['demo/README.md', 'demo/model.json', 'demo/package.json'])
      expect(stdout).toBe('wrote 3 files to demo\n')
    },
  })
  expect(run).toMeetSlo('scaffolding')
})

test('generates code for 1,000 entities', { timeout: 60_000 }, async () => {
  const model = join(slo.tmpdir(), 'large.json')
  writeFileSync(model, largeModel(1000))
  await slo.command('cli:generate', {
    run: ['node', 'src/cli.js', 'generate', model, 'out'],
    cwd: 'temporary',
    samples: 3,
    verify: ({ dir, files }) => {
      expect(files).toHaveLength(1001)
      expect(readFileSync(join(dir, 'out/entity999.ts'), 'utf8')).toContain('export function isEntity999')
    },
  })
})

test('writes all files', () => {
  const files = renderModel(parseModel(largeModel(200)), templates)
  const timer = slo.metric.timer('write_time')
  writeFiles(slo.tmpdir(), files)
  timer.stop()
  slo.metric.counter('files', files.size)
})
