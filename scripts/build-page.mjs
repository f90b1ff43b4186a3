// A step of `npm run build`: the page of the HTML report, from src/report/page, as one frozen file that takes in a run later.
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

const root = fileURLToPath(new URL('..', import.meta.url))
const page = join(root, 'src/report/page')
const target = join(root, 'dist/report/page.html')

const script = await bundle()
const style = withThemes(
  readFileSync(join(page, 'style.css'), 'utf8')
    .replace(/\/\*.*?\*\//gs, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{}:;,>]) ?/g, '$1')
    .trim(),
)
const html = readFileSync(join(page, 'template.html'), 'utf8')
  .replace(/\s*\n\s*/g, '')
  .replace('%policy%', () => policy())
  .replace('%style%', () => style)
  .replace('%script%', () => script)
mkdirSync(dirname(target), { recursive: true })
const draft = `${target}.${process.pid}`
writeFileSync(draft, html)
renameSync(draft, target)

async function bundle() {
  const build = await rolldown({
    input: join(page, 'main.tsx'),
    platform: 'browser',
    transform: { target: 'es2022' },
  })
  const { output } = await build.generate({ format: 'iife', minify: true })
  await build.close()
  const code = output[0].code.trim()
  // The element would end there, and the hash would be of another text.
  if (/<\/script|<!--/i.test(code)) throw new Error('the script of the page holds </script or <!--: write it in another way')
  return code
}

/** Who chooses a theme gets the colours that the system would have chosen. `light-dark()` would leave its words to the flame graph, which reads them. */
function withThemes(css) {
  const both = /^:root\{(.*?)\}@media \(prefers-color-scheme:dark\)\{:root\{(.*?)\}\}/
  if (!both.test(css)) throw new Error('style.css begins with the colours of :root, light and then dark')
  return css.replace(both, "$&:root[data-theme='light']{$1}:root[data-theme='dark']{$2}")
}

/** Nothing is fetched, and nothing runs but these two texts. */
function policy() {
  return [
    "default-src 'none'",
    `script-src 'sha256-${hashOf(script)}'`,
    `style-src 'sha256-${hashOf(style)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
}

function hashOf(text) {
  return createHash('sha256').update(text).digest('base64')
}
