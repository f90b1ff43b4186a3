import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** Pages of the site by the path of the file in the repository that they are made of. */
export function sourcesIn(root: string): ReadonlyMap<string, string> {
  const docs = readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md'))
  const examples = readdirSync(join(root, 'examples')).filter((name) => existsSync(join(root, 'examples', name, 'README.md')))
  return new Map([
    ['README.md', 'overview'],
    ...docs.map((name) => [`docs/${name}`, name.slice(0, -'.md'.length)] as const),
    ...examples.map((name) => [`examples/${name}/README.md`, `example-${name}`] as const),
    ['benchmarks/README.md', 'benchmarks'],
    ['CONTRIBUTING.md', 'contributing'],
    ['SECURITY.md', 'security'],
  ])
}
