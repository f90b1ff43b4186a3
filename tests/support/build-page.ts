import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')

/** Before the unit tests: the page of the HTML report, which they and the sources read where the build puts it. */
export function setup(): void {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/build-page.mjs'], { cwd: root, encoding: 'utf8' })
  if (status !== 0) throw new Error(`scripts/build-page.mjs failed: ${stderr}`)
}
