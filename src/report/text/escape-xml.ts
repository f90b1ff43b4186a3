import { sanitize } from './sanitize.ts'

// What sanitizing leaves and XML 1.0 has no place for.
const noCharacters = /[\ufffe\uffff]/g

/** Text as content or inside a quoted attribute of XML and HTML: sanitized, and nothing in it is markup. */
export function escapeXml(text: string): string {
  return sanitize(text)
    .replace(noCharacters, '\ufffd')
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
