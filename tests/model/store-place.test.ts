import { expect, test } from 'vitest'
import { parseStorePlace } from '../../src/model/store-place.ts'

test.each([
  ['file:.slo/history.db', { kind: 'file', path: '.slo/history.db' }],
  ['file:/var/cache/slo.db', { kind: 'file', path: '/var/cache/slo.db' }],
  ['postgres://me:secret@host:5/slo?sslmode=require', { kind: 'postgres', url: 'postgres://me:secret@host:5/slo?sslmode=require', name: 'postgres://me@host:5/slo' }], // prettier-ignore
  ['postgresql://host/slo', { kind: 'postgres', url: 'postgresql://host/slo', name: 'postgresql://host/slo' }],
  ['file:', undefined],
  ['mysql://host/slo', undefined],
  ['postgres://me:secret@', undefined],
  ['', undefined],
])('%s', (text, place) => {
  expect(parseStorePlace(text)).toEqual(place)
})
