/** The way from a folder to a file, both absolute and of one system, with forward slashes: `tests/a.test.ts`, `../b.test.ts`. Needs no `node:path`. */
export function pathBetween(folder: string, file: string): string {
  const from = partsOf(folder)
  const to = partsOf(file)
  const differs = from.findIndex((part, index) => part !== to[index])
  const shared = differs < 0 ? from.length : differs
  return [...Array<string>(from.length - shared).fill('..'), ...to.slice(shared)].join('/')
}

function partsOf(path: string): string[] {
  return path.split(/[\\/]/).filter((part) => part !== '')
}
