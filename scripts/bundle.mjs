// The second step of `npm run build`: puts together what is loaded at every start. A module costs half a millisecond to load, zod has
// ninety and a worker loads ours once per test file. Everything else stays one file per source.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
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
]

for (const bundle of bundles) await write(bundle)
const replaced = bundles.flatMap((bundle) => bundle.entries)
for (const file of filesIn(dist)) if (!file.startsWith(bundled)) useBundles(file)

async function write({ entries, isInside, packages }) {
  const input = Object.fromEntries(entries.map((entry) => [nameOf(entry), join(dist, entry)]))
  const outside = {
    name: 'outside',
    resolveId(id, importer) {
      if (importer === undefined || importer.includes('node_modules')) return undefined
      if (!id.startsWith('.')) return packages.includes(id) ? undefined : { id, external: true }
      const path = slashed(relative(dist, resolve(dirname(importer), id)))
      return isInside(path) ? undefined : { id: `${outsideMark}${path}`, external: true }
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
