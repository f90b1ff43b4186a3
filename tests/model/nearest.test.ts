import { expect, test } from 'vitest'
import { nearest } from '../../src/model/nearest.ts'

const keys = ['objective', 'warning', 'enforce', 'on', 'sli', 'whenUnsupported']

test.each([
  ['waning', 'warning'],
  ['wraning', 'warning'],
  ['Warning', 'warning'],
  ['objectve', 'objective'],
  ['whenUnsuported', 'whenUnsupported'],
  ['wehnUnsuported', 'whenUnsupported'],
  ['no', 'on'],
  ['sl', 'sli'],
  ['slo', 'sli'],
  ['target', undefined],
  ['ab', undefined],
  ['', undefined],
] as const)('%j most likely means %s', (written, meant) => {
  expect(nearest(written, keys)).toBe(meant)
})

test('takes the nearest of several, and the first of equals', () => {
  expect(nearest('build:frist', ['build:last', 'build:first', 'build:fast'])).toBe('build:first')
  expect(nearest('build:3', ['build:1', 'build:2'])).toBe('build:1')
})

test('has no answer where nothing is known', () => {
  expect(nearest('warning', [])).toBeUndefined()
})
