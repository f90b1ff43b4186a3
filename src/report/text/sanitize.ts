// CSI (colours, cursor), OSC (titles, links) with either end, and the two-character escapes; in their 7-bit and 8-bit forms.
const escapeSequence =
  /(?:\u001b\]|\u009d)[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)?|(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]?|\u001b[ -/]*[0-Z\\-~]?/g

// What moves the cursor, reorders the line, breaks it, or cannot be seen. The joiner U+200D stays: emoji are made with it.
const unprintable =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u00ad\u061c\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu

/**
 * Text from outside (names, output, reasons) as one harmless line: terminal escape sequences removed, tabs as two spaces, all other
 * control, bidirectional and invisible characters shown as escapes such as `\n` or `\u202e`.
 */
export function sanitize(text: string): string {
  return text.replace(escapeSequence, '').replaceAll('\t', '  ').replace(unprintable, visible)
}

/** Each line of a text made harmless. What a progress bar overwrote with a carriage return is left out, as on a terminal. */
export function sanitizeLines(text: string): string[] {
  return text.split(/\r?\n/).map((line) => sanitize(line.slice(line.lastIndexOf('\r') + 1)).trimEnd())
}

/** A text of several lines as one, for a table cell. */
export function sanitizeFlat(text: string): string {
  return sanitizeLines(text)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' ')
}

const short: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r' }

function visible(character: string): string {
  const code = character.codePointAt(0) as number
  return short[character] ?? (code < 0x100 ? `\\x${hex(code, 2)}` : `\\u${hex(code, 4)}`)
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0')
}
