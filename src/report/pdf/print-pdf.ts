import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { SloError } from '../../model/fault.ts'
import { findChromium } from './find-chromium.ts'
import type { Surroundings } from './find-chromium.ts'

export interface Printing extends Surroundings {
  /** When what it tells of ended (ISO 8601, UTC): the date of the document, so that the same report gives the same bytes. */
  readonly at: string | undefined
  /** Milliseconds. */
  readonly timeout?: number
}

/** A page as a tagged PDF, printed by a Chromium that is installed. Rejects with SloError where there is none, or it fails. */
export async function printPdf(html: string, { env, platform, at, timeout = 60_000 }: Printing): Promise<Buffer> {
  const chromium = findChromium({ env, platform })
  if (chromium === undefined) throw new SloError(noBrowser)
  const folder = mkdtempSync(join(tmpdir(), 'slo-pdf-'))
  try {
    const [page, printed] = [join(folder, 'report.html'), join(folder, 'report.pdf')]
    writeFileSync(page, html)
    const said = await run(chromium, [...flags, `--user-data-dir=${join(folder, 'profile')}`, `--print-to-pdf=${printed}`, pathToFileURL(page).href], { timeout, platform }) // prettier-ignore
    return dated(readPrinted(printed, `${chromium} wrote no PDF: ${said}`), at)
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

const noBrowser =
  'a PDF is printed by Chromium, and none was found: install Chromium or Chrome (apt-get install chromium), or name its program in CHROME_PATH'

// The page is ours, fetches nothing and runs nothing; as root, and in most containers, the sandbox does not start.
const flags = [
  '--headless',
  '--disable-gpu',
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--disable-extensions',
  '--no-first-run',
  '--hide-scrollbars',
  '--no-pdf-header-footer',
  '--export-tagged-pdf',
]

interface Bounds {
  /** Milliseconds. */
  readonly timeout: number
  readonly platform: string
}

/** Its last words; rejects where it cannot be started or takes too long. */
function run(program: string, args: readonly string[], { timeout, platform }: Bounds): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'], detached: platform !== 'win32' })
    const timer = setTimeout(() => {
      endTree(child.pid as number, platform)
      reject(new SloError(`${program} did not print the PDF within ${timeout / 1000} s`))
    }, timeout)
    let said = ''
    child.stderr.on('data', (chunk) => {
      said = `${said}${String(chunk)}`.slice(-400)
    })
    child.once('error', (error) => {
      clearTimeout(timer)
      reject(new SloError(`${program} could not be started: ${error.message}`))
    })
    child.once('close', () => {
      clearTimeout(timer)
      resolve(said.trim())
    })
  })
}

/** A browser is many processes: on POSIX they are one group. */
function endTree(pid: number, platform: string): void {
  try {
    process.kill(platform === 'win32' ? pid : -pid, 'SIGKILL')
  } catch {
    // It has ended meanwhile.
  }
}

function readPrinted(file: string, otherwise: string): Buffer {
  try {
    return readFileSync(file)
  } catch {
    throw new SloError(otherwise)
  }
}

/** Chromium writes down when it printed, at a fixed width, in a part of the file that is not compressed. */
function dated(pdf: Buffer, at: string | undefined): Buffer {
  const digits = (at ?? '1970-01-01T00:00:00').replaceAll(/\D/g, '').slice(0, 14).padEnd(14, '0')
  const text = pdf.toString('latin1')
  return Buffer.from(text.replace(/(?<=\/(?:Creation|Mod)Date \(D:)\d{14}(?=[+-]\d\d'\d\d'\))/g, digits), 'latin1')
}
