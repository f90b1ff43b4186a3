/** An element that was opened, for tests: its name and its attributes as written. */
export interface OpenedElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
}

const voidElements = new Set(['meta', 'br', 'hr', 'link', 'img', 'input'])

/**
 * Reads a page as strictly as XML: every element closed by its own name and in order, every attribute quoted, no stray `<`, `>` or `&`
 * in text. Throws at the first fault; gives back every element and the text between them.
 */
export function readHtml(page: string): { readonly elements: OpenedElement[]; readonly text: string } {
  const elements: OpenedElement[] = []
  const open: string[] = []
  const texts: string[] = []
  const rest = page.replace(/^<!doctype html>\s*/, '').replace(/<style>[^<]*<\/style>/, '')
  let end = 0
  for (const match of rest.matchAll(/<(\/?)([a-z][a-z0-9]*)((?: [a-zA-Z][\w-]*="[^"<>]*")*) ?(\/?)>/gi)) {
    texts.push(checkText(rest.slice(end, match.index)))
    end = match.index + match[0].length
    const [, closing, name = '', attributes = '', selfClosing] = match
    if (closing === '/') {
      if (open.pop() !== name)
        throw new Error(`</${name}> closes something else near ${rest.slice(match.index - 80, match.index)}`)
      continue
    }
    elements.push({ name, attributes: attributesOf(attributes) })
    if (selfClosing === '' && !voidElements.has(name)) open.push(name)
  }
  texts.push(checkText(rest.slice(end)))
  if (open.length > 0) throw new Error(`never closed: ${open.join(' ')}`)
  return { elements, text: texts.join('\n') }
}

function checkText(text: string): string {
  const stray = /[<>]|&(?!#\d+;)/.exec(text)
  if (stray !== null) throw new Error(`stray ${stray[0]} in ${JSON.stringify(text.slice(0, 200))}`)
  return text.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
}

function attributesOf(text: string): Record<string, string> {
  return Object.fromEntries(
    Array.from(text.matchAll(/ ([a-zA-Z][\w-]*)="([^"]*)"/g), ([, name, value]) => [name, checkText(value as string)]),
  )
}
