// The second step of `npm run build`: puts together what is loaded at every start. A module costs half a millisecond to load, zod has
// ninety and a worker loads ours once per test file. Everything else stays one file per source.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

const dist = join(fileURLToPath(new URL('..', import.meta.url)), 'dist')
const bundled = join(dist, 'bundled')
const outsideMark = 'dist:'

// What is shared with modules outside of a bundle stays a file: an error class must be one class, and the clocks must be taken once,
// before a test can put fakes in their place.
const bundles = [
  {
    entries: ['declare/parse-config.js', 'report/schema/parse-report.js'],
    isInside: (path) => /^(declare|report\/schema)\//.test(path),
    packages: ['zod'],
  },
  {
    entries: ['vitest/in-worker/worker-setup.js'],
    isInside: (path) => path !== 'measure/in-worker/clocks.js',
    packages: [],
  },
  {
    entries: ['vitest/in-main/attach.js', 'vitest/in-main/gate-project.js', 'vitest/in-main/instrument.js'],
    // A file that looks for its neighbours must stay where it is, and so must what few runs need.
    isInside: (path) =>
      !/^declare\/|^vitest\/profiling\/|^model\/fault|clocks/.test(path) &&
      !/import\.meta/.test(readFileSync(join(dist, path), 'utf8')),
    packages: [],
    // The end of a run knows what its start has kept: both are of one piece, in two files.
    lateInside: true,
  },
]
const replaced = bundles.flatMap((bundle) => bundle.entries)
rmSync(bundled, { recursive: true, force: true })

for (const bundle of bundles) await write(bundle)
await writePreload('measure/profiler/record-child.js')
for (const file of filesIn(dist)) if (!file.startsWith(bundled)) useBundles(file)

async function write({ entries, isInside, packages, lateInside = false }) {
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
  const bundle = await rolldown({ input, plugins: [outside], platform: 'node' })
  const minify = { compress: true, mangle: false, codegen: false }
  const { output } = await bundle.generate({ chunkFileNames: '[name]-shared.js', minify })
  await bundle.close()
  mkdirSync(bundled, { recursive: true })
  const notice = packages.includes('zod') ? '/*! Holds parts of zod: MIT License, Copyright (c) 2025 Colin McDonnell */\n' : ''
  for (const { fileName, code } of output) writeFileSync(join(bundled, fileName), notice + code.replaceAll(outsideMark, '../'))
}

/** An incremental build leaves files that import the bundles already: what they mean is what went into these. */
function sourceOf(path) {
  return replaced.find((entry) => path === `bundled/${nameOf(entry)}.js`) ?? path
}

/** What Node processes load by --require has to be CommonJS, and one file, since every one of them pays for it. */
async function writePreload(entry) {
  const bundle = await rolldown({ input: join(dist, entry), platform: 'node', external: /^node:/ })
  await bundle.write({ file: join(bundled, `${nameOf(entry)}.cjs`), format: 'cjs' })
  await bundle.close()
}

/** Lets a built file import the bundles instead of what went into them. */
function useBundles(file) {
  if (!/\.(js|ts)$/.test(file) || file.endsWith('.d.ts')) return
  const text = readFileSync(file, 'utf8')
  const changed = text.replace(/(from |import\()(['"])(\.[^'"]*)\2/g, (whole, keyword, quote, id) => {
    const entry = replaced.find((one) => join(dist, one) === resolve(dirname(file), id))
    if (entry === undefined) return whole
    return `${keyword}${quote}${slashed(relative(dirname(file), join(bundled, `${nameOf(entry)}.js`)))}${quote}`
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
