/**
 * A text without what must not be told: the values of secrets, passwords and tokens in addresses, mail addresses where they are not
 * meant, and the home folder.
 */
export function redact(text: string, secrets: readonly string[]): string {
  const without = secrets
    .filter((secret) => secret.length >= shortestSecret)
    .reduce((rest, secret) => rest.replaceAll(secret, '***'), text)
  return without
    .replaceAll(/\b([a-z][a-z\d+.-]*:\/\/)[^\s/@]+@/gi, '$1***@')
    .replaceAll(/([?&](?:[\w-]*(?:token|key|secret|password|signature|auth)[\w-]*)=)[^&\s]+/gi, '$1***')
    .replaceAll(/(\/(?:home|Users)\/)[^/\s]+|(\/)root(?=\/)/g, '~')
}

/** Shorter ones would take words apart. */
const shortestSecret = 4
