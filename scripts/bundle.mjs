// The second step of `npm run build`: puts together what is loaded at every start. A module costs half a millisecond to load, zod has
// ninety and a worker loads ours once per test file. Everything else stays one file per source.
import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

const dist = join(fileURLToPath(new URL('..', import.meta.url)), 'dist')
const bundled = join(dist, 'bundled')
const outsideMark = 'dist:'
const fault = 'model/fault.js'

// What is shared with modules outside of a bundle stays a file: an error class must be one class, and the clocks must be taken once,
// before a test can put fakes in their place.
const bundles = [
  {
    entries: ['declare/parse-config.js', 'report/schema/parse-report.js'],
    isInside: (path) => /^(declare|report\/schema|model)\//.test(path) && path !== fault,
    packages: ['zod'],
  },
  {
    entries: ['vitest/in-worker/worker-setup.js'],
    isInside: (path) => path !== 'measure/in-worker/clocks.js',
    packages: [],
  },
  {
    // What the user's slo.config.ts imports.
    entries: ['declare/door.js'],
    isInside: (path) => path !== fault,
    packages: [],
  },
  {
    entries: ['vitest/plugin.js', 'vitest/in-main/attach.js'],
    // What few runs need stays outside, and so does the one sampler of a process.
    isInside: (path) => ![fault, 'measure/process/sampler.js'].includes(path) && !path.startsWith('vitest/profiling/'),
    packages: [],
    // The end of a run knows what its start has kept: both are of one piece, in two files.
    lateInside: true,
    keepsUrls: true,
  },
]
/** A file that looks for its neighbours finds them where it was before. */
const oldUrls = {
  name: 'old-urls',
  transform(code, id) {
    if (!code.includes('import.meta.url')) return undefined
    return code.replaceAll('import.meta.url', `new URL('../${slashed(relative(dist, id))}', import.meta.url).href`)
  },
}

const replaced = bundles.flatMap((bundle) => bundle.entries)
if (filesIn(dist).some(importsFormerBundle)) emitAgain()
rmSync(bundled, { recursive: true, force: true })

for (const bundle of bundles) await write(bundle)
for (const entry of ['measure/profiler/record-child.js', ...programs()]) await writeProgram(entry)
for (const file of filesIn(dist)) if (!file.startsWith(bundled)) useBundles(file)

async function write({ entries, isInside, packages, lateInside = false, keepsUrls = false }) {
  const input = Object.fromEntries(entries.map((entry) => [nameOf(entry), join(dist, entry)]))
  const outside = {
    name: 'outside',
    resolveId(id, importer, { kind }) {
      if (importer === undefined || importer.includes('node_modules')) return undefined
      if (!id.startsWith('.')) return packages.includes(id) ? undefined : { id, external: true }
      const path = sourceOf(slashed(relative(dist, resolve(dirname(importer), id))))
      // What is loaded when it is first used stays a file of its own.
      const here = isInside(path) && (lateInside || kind !== 'dynamic-import')
      if (here && (entries.includes(path) || !replaced.includes(path))) return join(dist, path)
      return { id: `${outsideMark}${replaced.includes(path) ? `bundled/${nameOf(path)}.js` : path}`, external: true }
    },
  }
  const bundle = await rolldown({ input, plugins: keepsUrls ? [outside, oldUrls] : [outside], platform: 'node' })
  const minify = { compress: true, mangle: false, codegen: false }
  const { output } = await bundle.generate({ chunkFileNames: '[name]-shared.js', minify })
  await bundle.close()
  mkdirSync(bundled, { recursive: true })
  const notice = packages.includes('zod') ? '/*! Holds parts of zod: MIT License, Copyright (c) 2025 Colin McDonnell */\n' : ''
  for (const { fileName, code } of output) writeFileSync(join(bundled, fileName), notice + code.replaceAll(outsideMark, '../'))
}

/** A file from a build before, in which something else was put together. */
function importsFormerBundle(file) {
  if (file.startsWith(bundled) || !file.endsWith('.js')) return false
  const names = [...readFileSync(file, 'utf8').matchAll(/['"][./]+\/bundled\/([^'"/]+)\.js['"]/g)].map(([, name]) => name)
  return names.some((name) => !replaced.some((entry) => nameOf(entry) === name))
}

function emitAgain() {
  rmSync(join(dist, '.tsbuildinfo'), { force: true })
  const compiler = fileURLToPath(import.meta.resolve('typescript-7/package.json')).replace(/package\.json$/, 'bin/tsc')
  execFileSync(process.execPath, [compiler, '-p', join(dist, '../tsconfig.build.json')], { stdio: 'inherit' })
}

/** An incremental build leaves files that import the bundles already: what they mean is what went into these. */
function sourceOf(path) {
  return replaced.find((entry) => path === `bundled/${nameOf(entry)}.js`) ?? path
}

/** Threads and processes of our own: what `entryCode` starts. */
function programs() {
  const calls = filesIn(dist).flatMap((file) => {
    if (file.startsWith(bundled) || !file.endsWith('.js')) return []
    const names = [...readFileSync(file, 'utf8').matchAll(/entryCode\('(\.\/[^']+)', import\.meta\.url\)/g)]
    return names.map(([, name]) => slashed(relative(dist, join(dirname(file), `${name}.js`))))
  })
  if (calls.length === 0) throw new Error('no call of entryCode was found: has its form changed?')
  return calls
}

/** One file, in CommonJS: the loader of ES modules alone takes longer to start than all of it. What is required with a process has to be that anyway. */
async function writeProgram(entry) {
  const bundle = await rolldown({ input: join(dist, entry), platform: 'node', external: [/^node:/, 'pidusage'] })
  await bundle.write({ file: join(bundled, `${nameOf(entry)}.cjs`), format: 'cjs', minify: true })
  await bundle.close()
}

/** Lets a built file import the bundles instead of what went into them. */
function useBundles(file) {
  if (!/\.(js|ts)$/.test(file) || file.endsWith('.d.ts')) return
  const text = readFileSync(file, 'utf8')
  const changed = text.replace(/(from |import\()(['"])(\.[^'"]*)\2/g, (whole, keyword, quote, id) => {
    const entry = replaced.find((one) => join(dist, one) === resolve(dirname(file), id))
    if (entry === undefined) return whole
    const path = slashed(relative(dirname(file), join(bundled, `${nameOf(entry)}.js`)))
    return `${keyword}${quote}${path.startsWith('.') ? path : `./${path}`}${quote}`
  })
  if (changed !== text) writeFileSync(file, changed)
}

function nameOf(entry) {
  return entry.replace(/^.*\//, '').replace(/\.js$/, '')
}

function slashed(path) {
  return path.split(sep).join('/')
}

function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}
