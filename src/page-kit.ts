import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { SloError } from './model/fault.ts'
import type { PageKit } from './report/html/page-kit.ts'

/** The real world behind the HTML report: the built page, and the profiles below `root`. */
export function pageKit(_root: string): PageKit {
  return {
    template: readTemplate,
    pack: (text) => gzipSync(text, { level: 7 }).toString('base64'),
    flame: () => undefined,
  }
}

let template: string | undefined

/** From `dist/report` of this package, where the build puts it; sources run from beside that folder. */
function readTemplate(): string {
  const file = fileURLToPath(new URL('../dist/report/page.html', import.meta.url))
  try {
    return (template ??= readFileSync(file, 'utf8'))
  } catch (error) {
    throw new SloError(`the page of the HTML report could not be read: ${(error as Error).message}. Install vitest-slo again; in its own repository run npm run build`) // prettier-ignore
  }
}
