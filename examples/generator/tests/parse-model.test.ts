import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseModel } from '../src/parse-model.js'
import { largeModel } from './large-model.ts'

test('reads the example', () => {
  const model = parseModel(readFileSync(new URL('../models/shop.json', import.meta.url), 'utf8'))
  expect(model.entities.map(({ name }) => name)).toEqual(['Customer', 'Order'])
  expect(model.entities[0]?.fields.map(({ optional }) => optional)).toEqual([false, false, true])
})

test('reads a large model', () => {
  expect(parseModel(largeModel(1000)).entities).toHaveLength(1000)
})

test.each([
  [{ entities: [] }, 'name must be a text'],
  [{ name: 'a', entities: [] }, 'entities must be a list with at least one entity'],
  [{ name: 'a', entities: [{ name: 'small', fields: [] }] }, 'entities[0].name must start with a capital letter'],
  [{ name: 'a', entities: [{ name: 'A', fields: [{ name: 'b', type: 'text' }] }] }, 'entities[0].fields[0].type must be one of'],
])('refuses %j', (model, message) => {
  expect(() => parseModel(JSON.stringify(model))).toThrow(message)
})
