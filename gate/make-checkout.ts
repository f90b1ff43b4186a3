import { cpSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const checkout = join(root, '.checkout')
const sources = ['package.json', 'tsconfig.json', 'tsconfig.build.json', 'src', 'scripts']

/**
 * Copies what a build needs to .checkout, beside the packages that are installed. The gate runs from dist, so the builds that it
 * measures cannot take place in the repository itself: they would pull the ground from under it.
 */
export default function makeCheckout(): void {
  mkdirSync(checkout, { recursive: true })
  // A folder that ignores itself needs no line in the .gitignore of the repository.
  writeFileSync(join(checkout, '.gitignore'), '*\n')
  for (const source of sources) {
    rmSync(join(checkout, source), { recursive: true, force: true })
    cpSync(join(root, source), join(checkout, source), { recursive: true })
  }
  if (!existsSync(join(checkout, 'node_modules')))
    symlinkSync(join(root, 'node_modules'), join(checkout, 'node_modules'), 'junction')
}
