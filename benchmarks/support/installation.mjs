// Projects outside of the repository with the built package installed, as a user would have it.
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

export const repository = join(import.meta.dirname, '../..')

/** A fresh folder with a node_modules: the packages of the repository, and a copy of the built package. Removed when this process ends. */
export function install() {
  const folder = mkdtempSync(join(tmpdir(), 'vitest-slo-bench-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1))
  const modules = join(folder, 'node_modules')
  mkdirSync(join(modules, 'vitest-slo'), { recursive: true })
  for (const name of readdirSync(join(repository, 'node_modules'))) {
    if (!name.startsWith('.')) symlinkSync(join(repository, 'node_modules', name), join(modules, name), 'junction')
  }
  cpSync(join(repository, 'dist'), join(modules, 'vitest-slo/dist'), { recursive: true })
  cpSync(join(repository, 'package.json'), join(modules, 'vitest-slo/package.json'))
  return folder
}

/** Path of the program of an installed package. */
export function binOf(folder, name) {
  const manifest = JSON.parse(readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8'))
  const bin = typeof manifest.bin === 'string' ? manifest.bin : manifest.bin[name]
  return join(folder, 'node_modules', name, bin)
}

/**
 * Writes the files of a project into a folder of an installation.
 * @param {Readonly<Record<string, string>>} files text by path
 */
export function writeProject(folder, files) {
  const manifest = '{ "name": "bench", "private": true, "type": "module" }\n'
  for (const [path, text] of Object.entries({ 'package.json': manifest, ...files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}
