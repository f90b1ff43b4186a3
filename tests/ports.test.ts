import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { SloError } from '../src/model/fault.ts'
import { reportFile, reportWriter } from '../src/ports.ts'

let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'slo-ports-'))
})

afterEach(() => rmSync(root, { recursive: true }))

test('writes the chunks into the folder of the reports, which it makes', () => {
  reportWriter(root, 'out/slo')('json', ['{"a":', '1}'])
  expect(readFileSync(join(root, 'out/slo/report.json'), 'utf8')).toBe('{"a":1}')
})

test('a shard has files of its own', () => {
  expect(reportFile('html', { index: 1, count: 3 })).toBe('report-1-of-3.html')
  reportWriter(root, '.slo', { index: 2, count: 3 })('json', ['{}'])
  expect(readdirSync(join(root, '.slo'))).toEqual(['report-2-of-3.json'])
})

test('a report that breaks off leaves the one before, and no rest', () => {
  const write = reportWriter(root, '.slo')
  write('json', ['before'])
  const breaking = function* () {
    yield 'half'
    throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
  }
  expect(() => write('json', breaking())).toThrow(SloError)
  expect(readFileSync(join(root, '.slo/report.json'), 'utf8')).toBe('before')
  expect(readdirSync(join(root, '.slo'))).toEqual(['report.json'])
})

test('where the folder cannot be made, the message says which file, why, and what it means', () => {
  writeFileSync(join(root, '.slo'), 'a file, not a folder')
  expect(() => reportWriter(root, '.slo')('html', ['x'])).toThrow(
    /\.slo\/report\.html could not be written: EEXIST.* the run counts as failed/,
  )
})
