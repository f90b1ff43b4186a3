import { expect, slo, test } from 'vitest-slo/test'
import { parseModel } from '../src/parse-model.js'
import { renderModel } from '../src/render-model.js'
import { templates } from '../src/templates.js'
import { largeModel } from './large-model.ts'

test('renders one file for every entity, and an index', { timeout: 60_000 }, async () => {
  const model = parseModel(largeModel(300))
  const run = await slo.measure('render:300-entities', () => renderModel(model, templates), { samples: 5, warmup: 1 })
  // The work is asserted, so the number means something.
  expect(run.value.size).toBe(301)
  expect(run.value.get('entity7.ts')).toContain('export interface Entity7 {\n  readonly field0: string\n')
  expect(run).toMeetSlo('rendering')
})

test('renders an optional field', () => {
  slo.objectives({ allocated: '<= 50MB' })
  const model = parseModel(
    '{ "name": "m", "entities": [{ "name": "A", "fields": [{ "name": "b", "type": "string", "optional": true }] }] }',
  )
  expect(renderModel(model, templates).get('a.ts')).toContain('readonly b?: string')
})
