import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { measureArtifact } from '../../src/measure/artifact.ts'

let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'slo-artifact-'))
  mkdirSync(join(root, 'dist/nested'), { recursive: true })
  writeFileSync(join(root, 'dist/a.js'), 'a'.repeat(5000))
  writeFileSync(join(root, 'dist/nested/b.js'), 'b'.repeat(3000))
  writeFileSync(join(root, 'dist/a.js.map'), 'not counted')
})

afterEach(() => rmSync(root, { recursive: true }))

const valueOf = (glob: string, metric: string) =>
  measureArtifact(glob, root).series.find((series) => series.metric === metric)?.samples[0]

test('adds up the files that the glob names', () => {
  expect(valueOf('dist/**/*.js', 'size')).toBe(8000)
  expect(valueOf('dist/**/*.js', 'files')).toBe(2)
})

test('gzip is the size that gzip -9 gives', () => {
  const packed = gzipSync('a'.repeat(5000), { level: 9 })
  expect(gunzipSync(packed).length).toBe(5000)
  expect(valueOf('dist/a.js', 'gzip')).toBe(packed.length)
  expect(valueOf('dist/a.js', 'brotli')).toBeLessThan(packed.length)
})

test('only the metrics asked for are measured', () => {
  expect(measureArtifact('dist/a.js', root, ['size']).series.map(({ metric }) => metric)).toEqual(['size'])
})

test('no file is no figure, not 0', () => {
  expect(measureArtifact('dist/*.css', root).series).toEqual([])
})
