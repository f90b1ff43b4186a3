/**
 * A command line for a report: on one line, short, and without what looks like a secret (values of options named like one, credentials
 * in addresses, tokens of well-known shapes, long opaque words).
 */
export function safeCommandLine(words: readonly string[], most = 120): string {
  const masked = words.map((word, index) => (namesSecret(words[index - 1]) && !word.startsWith('-') ? mask : masking(word)))
  const line = masked.join(' ').replaceAll(/\s+/g, ' ').trim()
  return line.length <= most ? line : `${line.slice(0, most - 21)} … ${line.slice(-18)}`
}

const mask = '***'
const secretName = String.raw`[\w.-]*(?:token|secret|passw|passphrase|pwd|api[-_]?key|access[-_]?key|private[-_]?key|auth|credential|cookie)[\w.-]*`
/** An option that takes its value from the next word. */
const secretOption = new RegExp(`^--?${secretName}$`, 'i')
const assignment = new RegExp(`(${secretName}\\s*[=:]\\s*)("[^"]*"|'[^']*'|(?:Bearer |Basic )?[^\\s,;&"']+)`, 'gi')
const credentials = /(\w+:\/\/)[^/\s@]*@/g
const knownTokens = /\b(?:gh[opusr]_\w{16,}|github_pat_\w{16,}|npm_\w{16,}|xox[a-z]-[\w-]{10,}|sk-[\w-]{16,}|AKIA\w{12,}|eyJ[\w-]{8,}\.[\w.-]{8,})/g // prettier-ignore
const opaque = /(?<![\w./-])(?=[\w+=-]*\d)(?=[\w+=-]*[a-zA-Z])[\w+=-]{32,}(?![\w./-])/g

function namesSecret(word: string | undefined): boolean {
  return word !== undefined && secretOption.test(word)
}

function masking(word: string): string {
  return word
    .replaceAll(assignment, `$1${mask}`)
    .replaceAll(credentials, `$1${mask}@`)
    .replaceAll(knownTokens, mask)
    .replaceAll(opaque, mask)
}
