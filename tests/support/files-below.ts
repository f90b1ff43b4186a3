import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const made = new Set(['node_modules', 'dist', '.slo'])

/** The texts of all files below a folder by their paths in it, without what is installed and made there. */
export function filesBelow(folder: string, prefix = ''): Record<string, string> {
  const entries = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => !made.has(name))
  return Object.assign(
    {},
    ...entries.map((entry) =>
      entry.isDirectory()
        ? filesBelow(join(folder, entry.name), `${prefix}${entry.name}/`)
        : { [`${prefix}${entry.name}`]: readFileSync(join(folder, entry.name), 'utf8') },
    ),
  ) as Record<string, string>
}
