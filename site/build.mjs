// `npm run docs:build`: installs VitePress where it is missing, makes the pages, builds them, checks every link of the result.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createJiti } from 'jiti'

const site = fileURLToPath(new URL('.', import.meta.url))

install()
const jiti = createJiti(import.meta.url)
const { writePages } = await jiti.import('./generate/write-pages.ts')
const { brokenLinks } = await jiti.import('./generate/broken-links.ts')
writePages(join(site, '..'))
run(process.execPath, [join(site, 'node_modules/vitepress/bin/vitepress.js'), ...vitepressArguments()])

if (process.argv[2] !== 'dev') {
  const broken = brokenLinks(join(site, 'dist'))
  for (const link of broken) console.error(link)
  if (broken.length > 0) process.exit(1)
}

function vitepressArguments() {
  return [process.argv[2] === 'dev' ? 'dev' : 'build', site]
}

/** The site has a lock of its own, so that whoever works on the package does not install VitePress. */
function install() {
  const installed = join(site, 'node_modules/vitepress/package.json')
  const { devDependencies } = JSON.parse(readFileSync(join(site, 'package.json'), 'utf8'))
  if (existsSync(installed) && JSON.parse(readFileSync(installed, 'utf8')).version === devDependencies.vitepress) return
  run('npm', ['ci', '--no-audit', '--no-fund'])
}

function run(command, args) {
  const { status } = spawnSync(command, args, { cwd: site, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}
