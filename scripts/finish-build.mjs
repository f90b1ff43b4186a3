// The last step of `npm run build`, after tsc: everything in dist/ that tsc does not write.
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const { bin, exports: doors } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

const shims = filesIn('src/vitest/setup')

removeStale()
for (const shim of shims) copyShim(shim)
await writeSchemas()
for (const file of new Set(Object.values(bin))) makeExecutable(file)
for (const file of Object.values(doors).flatMap((door) => (typeof door === 'string' ? [door] : Object.values(door)))) demand(file)

/** An incremental build leaves the output of deleted sources behind, and the package would ship it. */
function removeStale() {
  for (const file of filesIn('dist')) {
    const source = file.replace(/^dist/, 'src').replace(/\.(js|d\.ts)$/, '.ts')
    if (source !== file.replace(/^dist/, 'src') && !existsSync(join(root, source))) rmSync(join(root, file))
  }
}

/**
 * Setup files stay TypeScript, so that Vitest runs them anew for every test file; what they import is built. They hold no types, so
 * that the same text serves as JavaScript where Node itself imports them.
 */
function copyShim(shim) {
  const target = join(root, shim.replace(/^src/, 'dist'))
  const text = readFileSync(join(root, shim), 'utf8').replace(/(from |import |import\()'(\.[^']*)\.ts'/g, "$1'$2.js'")
  mkdirSync(dirname(target), { recursive: true })
  for (const end of ['.ts', '.js']) writeIfChanged(target.replace(/\.ts$/, end), text)
}

async function writeSchemas() {
  const load = (name) => import(pathToFileURL(join(root, `dist/report/schema/${name}.js`)).href)
  const { reportJsonSchema } = await load('report-json-schema')
  const { reportKindsJsonSchema } = await load('report-kinds-json-schema')
  writeIfChanged(join(root, 'dist/report.schema.json'), `${JSON.stringify(reportJsonSchema(), undefined, 2)}\n`)
  writeIfChanged(join(root, 'dist/report-kinds.schema.json'), `${JSON.stringify(reportKindsJsonSchema(), undefined, 2)}\n`)
}

function makeExecutable(file) {
  demand(file)
  const firstLine = readFileSync(join(root, file), 'utf8').split('\n', 1)[0]
  if (firstLine !== '#!/usr/bin/env node')
    throw new Error(`${file} must start with "#!/usr/bin/env node", but starts with "${firstLine}"`)
  chmodSync(join(root, file), 0o755)
}

function demand(file) {
  if (!existsSync(join(root, file)))
    throw new Error(`package.json promises ${file}, but the build did not write it: add its source or remove the promise`)
}

function writeIfChanged(file, text) {
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text)
}

function filesIn(folder) {
  const path = join(root, folder)
  if (!existsSync(path)) return []
  return readdirSync(path).flatMap((name) =>
    statSync(join(path, name)).isDirectory() ? filesIn(`${folder}/${name}`) : [`${folder}/${name}`],
  )
}
