import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { findChromium } from '../../../src/report/pdf/find-chromium.ts'
import { printPdf } from '../../../src/report/pdf/print-pdf.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'slo-print-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** A program that behaves as this shell text says. `$out` is where the PDF should go. */
function browser(name: string, body: string): string {
  const file = join(folder, name)
  writeFileSync(file, `#!/bin/sh\nfor arg; do case $arg in --print-to-pdf=*) out=\${arg#--print-to-pdf=};; esac; done\n${body}\n`)
  chmodSync(file, 0o755)
  return file
}

const left = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('slo-pdf-'))
const stamps = "/CreationDate (D:20261121153322+00'00') /ModDate (D:20261121153322+00'00')"

// The browsers here are shell texts, which Windows does not run.
describe.skipIf(process.platform === 'win32')('findChromium', () => {
  test('takes the one that is named, else the first on the path', () => {
    const [named, first] = [browser('mine', ''), browser('google-chrome', '')]
    const env = { PATH: ['', join(folder, 'nowhere'), folder].join(delimiter) }
    expect(findChromium({ env: { ...env, CHROME_PATH: named }, platform: 'linux' })).toBe(named)
    expect(findChromium({ env: { ...env, PUPPETEER_EXECUTABLE_PATH: named }, platform: 'linux' })).toBe(named)
    expect(findChromium({ env: { ...env, CHROME_PATH: '' }, platform: 'linux' })).toBe(first)
  })

  test('none where the one that is named is not there, or nothing is', () => {
    browser('chromium', '')
    expect(findChromium({ env: { PATH: folder, CHROME_PATH: join(folder, 'nothing') }, platform: 'linux' })).toBeUndefined()
    expect(findChromium({ env: { CHROME_PATH: folder }, platform: 'linux' })).toBeUndefined()
    expect(findChromium({ env: {}, platform: 'sunos' })).toBeUndefined()
  })
})

describe.skipIf(process.platform === 'win32')('printPdf', () => {
  const print = (chromium: string, parts: object = {}): Promise<Buffer> =>
    printPdf('<p>x', { env: { CHROME_PATH: chromium }, platform: 'linux', at: '2026-01-02T03:04:05.678Z', ...parts })

  test('returns what was printed, dated by what it tells of, and leaves nothing behind', async () => {
    const before = left()
    const pdf = await print(browser('ok', `printf '%s' "${stamps}" > "$out"`))
    expect(pdf.toString()).toBe(stamps.replaceAll('20261121153322', '20260102030405'))
    expect((await print(browser('ok2', `printf '%s' "${stamps}" > "$out"`), { at: undefined })).toString()).toContain(
      'D:19700101000000',
    )
    expect(left()).toEqual(before)
  })

  test('says where there is no browser, what to do', async () => {
    await expect(print(join(folder, 'nothing'))).rejects.toThrow(/none was found: install Chromium or Chrome .*CHROME_PATH/)
  })

  test('says what the browser said where it printed nothing', async () => {
    await expect(print(browser('bad', 'echo "no display" >&2; exit 3'))).rejects.toThrow(/bad wrote no PDF: no display/)
  })

  test('ends a browser that hangs, with its children', async () => {
    const before = left()
    const mark = join(folder, 'alive')
    const hanging = browser('hangs', `(sleep 3; touch ${mark}) & sleep 60`)
    await expect(print(hanging, { timeout: 300 })).rejects.toThrow(/hangs did not print the PDF within 0.3 s/)
    await new Promise((resolve) => setTimeout(resolve, 3500))
    expect([existsSync(mark), left()]).toEqual([false, before])
    // Elsewhere there are no groups: the browser itself is ended.
    await expect(print(browser('alone', 'exec sleep 60'), { timeout: 300, platform: 'win32' })).rejects.toThrow(
      /did not print the PDF within 0.3 s/,
    )
  })

  test('what is no program cannot be started', async () => {
    const file = join(folder, 'broken')
    writeFileSync(file, '#!/nowhere/at/all\n')
    chmodSync(file, 0o755)
    await expect(print(file)).rejects.toThrow(/broken could not be started: /)
  })
})
