// `npm run docs:screenshots`: runs the examples as a user would, opens their reports in a Chromium, and writes docs/images/*.webp.
// Needs a Chromium (CHROME_PATH, or that of Debian). The example with a container is taken where an engine answers; its image is
// `node:20-slim`, or what `-- --image <name>` names. `-- --only <example>` takes the pictures of one.
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { chromium } from 'playwright-core'

const root = fileURLToPath(new URL('..', import.meta.url))
const work = join(root, 'site/.runs')
const images = join(root, 'docs/images')
const largest = 100_000
const wide = { width: 1280, height: 800 }
const phone = { width: 390, height: 760 }

const { values } = parseArgs({ options: { image: { type: 'string', default: 'node:20-slim' }, only: { type: 'string' } } })

/** A line that makes each of 1,000 entities keep a copy of the whole model: what examples/generator/README.md calls one careless line. */
const careless = {
  file: 'src/render-model.js',
  from: 'file: fileOf(entity.name)',
  to: 'file: fileOf(entity.name), snapshot: JSON.stringify(model)',
}

const shots = [
  { example: 'generator', earlier: 3, edit: careless, take: [
    { name: 'overview', place: 'overview', size: wide },
    { name: 'overview-dark', place: 'overview', size: wide, colorScheme: 'dark' },
    { name: 'overview-phone', place: 'overview', size: phone },
    { name: 'slo', place: 'slo/generation-memory', size: { width: 1280, height: 1180 } },
  ] },
  { example: 'slow-search', earlier: 0, take: [{ name: 'profile', place: 'profile/0', size: wide }] },
  { example: 'orders-api', earlier: 0, needsEngine: true, take: [
    { name: 'containers', place: 'subject/container%7C%7C%7Corders-api', size: { width: 1280, height: 1131 } },
  ] },
] // prettier-ignore

run(process.platform === 'win32' ? 'npm.cmd' : 'npm', ['run', 'build'], root)
prepare()
const browser = await chromium.launch({ executablePath: chromiumHere(), args: ['--no-sandbox'] })
for (const shot of shots) if (values.only === undefined || values.only === shot.example) await takeAll(shot)
await browser.close()
rmSync(work, { recursive: true, force: true })

/** The examples lie below the root, where they find its packages, and beside a link to the built package. */
function prepare() {
  rmSync(work, { recursive: true, force: true })
  mkdirSync(join(work, 'node_modules'), { recursive: true })
  mkdirSync(images, { recursive: true })
  link()
}

function link() {
  const place = join(work, 'node_modules/vitest-slo')
  rmSync(place, { recursive: true, force: true })
  symlinkSync(root, place, 'junction')
}

async function takeAll({ example, earlier, edit, needsEngine, take }) {
  if (needsEngine && spawnSync('docker', ['info'], { stdio: 'ignore' }).status !== 0) {
    console.log(`${example}: no engine answers, its pictures stay as they are`)
    return
  }
  const report = runExample(example, { earlier, edit, needsEngine })
  for (const one of take) await picture(report, one)
}

/** Runs an example some times as it is, then once with the edit; gives the path of the last report. */
function runExample(example, { earlier, edit, needsEngine }) {
  const folder = join(work, example)
  cpSync(join(root, 'examples', example), folder, {
    recursive: true,
    filter: (path) => !/[\\/](node_modules|dist|\.slo)$/.test(path),
  })
  if (needsEngine) {
    run(
      'npm',
      ['install', '--no-save', '--no-package-lock', '--no-audit', '--no-fund', '--prefix', work, 'testcontainers@11'],
      work,
    )
    // npm takes away what it has not installed.
    link()
    const test = join(folder, 'tests/orders-api.test.ts')
    writeFileSync(test, readFileSync(test, 'utf8').replaceAll('node:20-slim', values.image))
  }
  commit(folder)
  for (let at = 0; at < earlier; at++) gate(folder, 0)
  if (edit !== undefined) change(join(folder, edit.file), edit)
  gate(folder, needsEngine ? 0 : 1)
  return join(folder, '.slo/report.html')
}

/** A repository of its own: the report tells branch and commit. */
function commit(folder) {
  const git = (...args) => run('git', ['-c', 'user.name=example', '-c', 'user.email=example@example.com', ...args], folder)
  writeFileSync(join(folder, '.gitignore'), '.slo/\ndist/\n')
  git('init', '-q', '-b', 'main')
  git('add', '.')
  git('commit', '-q', '-m', 'Begin')
}

function change(path, { from, to }) {
  const text = readFileSync(path, 'utf8')
  if (text.split(from).length !== 2) throw new Error(`${path} must hold this once, to be edited: ${from}`)
  writeFileSync(
    path,
    text.replace(from, () => to),
  )
}

function gate(folder, code) {
  const env = { ...process.env, CI: '', VITEST: undefined, NO_COLOR: '1' }
  const { status } = spawnSync(process.execPath, [join(root, 'dist/cli.js'), 'run'], { cwd: folder, env, stdio: 'inherit' })
  if (status !== code)
    throw new Error(
      `the run in ${folder} ended with exit code ${status}, expected ${code}: its picture would show something else`,
    )
}

/** Chromium takes PNG; a page of its own makes WebP of it, which is a third of the size. */
async function picture(report, { name, place, size, colorScheme = 'light' }) {
  const page = await browser.newPage({ viewport: size, colorScheme })
  await page.goto(`${pathToFileURL(report).href}#/${place}`)
  await page.locator('main h1').first().waitFor()
  await page.waitForTimeout(500)
  const png = await page.screenshot()
  await page.close()
  const webp = await asWebp(png)
  if (webp.length > largest) throw new Error(`${name}.webp has ${webp.length} bytes, more than ${largest}`)
  writeFileSync(join(images, `${name}.webp`), webp)
  console.log(`docs/images/${name}.webp  ${webp.length} bytes`)
}

async function asWebp(png) {
  const page = await browser.newPage()
  const data = await page.evaluate(
    async (source) => {
      const image = new Image()
      image.src = source
      await image.decode()
      const canvas = document.createElement('canvas')
      canvas.width = image.width
      canvas.height = image.height
      canvas.getContext('2d').drawImage(image, 0, 0)
      return canvas.toDataURL('image/webp', 0.85)
    },
    `data:image/png;base64,${png.toString('base64')}`,
  )
  await page.close()
  return Buffer.from(data.split(',')[1], 'base64')
}

function chromiumHere() {
  const places = [process.env.CHROME_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
  const found = places.find((path) => path !== undefined && existsSync(path))
  if (found === undefined) throw new Error('no Chromium was found: install one, or name it in CHROME_PATH')
  return found
}

function run(command, args, cwd) {
  const { status } = spawnSync(command, args, { cwd, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}
