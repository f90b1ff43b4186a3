/**
 * A text without what must not be told: the values of secrets, passwords and tokens in addresses and headers, mail addresses, and
 * whose home folder a path lies in.
 */
export function redact(text: string, secrets: readonly string[] = []): string {
  const without = secrets
    .filter((secret) => secret.length >= shortestSecret)
    // The longest first: a part of it must not be all that is taken out.
    .toSorted((a, b) => b.length - a.length)
    .reduce((rest, secret) => rest.replaceAll(secret, '***'), text)
  return patterns.reduce((rest, [pattern, instead]) => rest.replaceAll(pattern, instead), without)
}

/** Shorter ones would take words apart. */
const shortestSecret = 4

const patterns: readonly (readonly [RegExp, string])[] = [
  [/\b([a-z][a-z\d+.-]*:\/\/)[^\s/@]+@/gi, '$1***@'],
  // An incoming webhook is all secret behind its host.
  [/(\bhooks\.slack\.com\/)[\w/-]+/gi, '$1***'],
  [/([?&#](?:[\w-]*(?:token|key|secret|passw(?:or)?d|signature|auth)[\w-]*)=)[^&\s"']+/gi, '$1***'],
  [/\b(bearer|basic)\s+[\w.~+/=-]{8,}/gi, '$1 ***'],
  [/\b(?:gh[opsur]_|github_pat_|glpat-|xox[abeprs]-|AKIA)[\w-]{8,}/g, '***'],
  [/(?<![\w.+-])[\w.+-]+@[a-z][\w-]*(?:\.[\w-]+)*\.[a-z]{2,}\b/gi, '***'],
  [/(?:\/(?:home|Users)\/|\b[a-z]:\\Users\\)[^/\\\s:"',;)]+/gi, '~'],
  [/(?<![\w~.-])\/root(?=[/\s:"',;)]|$)/g, '~'],
]
