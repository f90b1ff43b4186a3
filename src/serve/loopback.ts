import { isIP } from 'node:net'

/** True for an address that only this machine can reach. */
export function isLoopback(address: string): boolean {
  const plain = address.replace(/^::ffff:/i, '')
  return plain === '::1' || (isIP(plain) === 4 && plain.startsWith('127.'))
}

/** The name in a Host header, without its port and in lower case; undefined where there is none. */
export function hostName(host: string | undefined): string | undefined {
  const [, six, plain] = /^(?:\[([\da-f:.]+)\]|([^\s:/@\\]+))(?::\d{1,5})?$/i.exec(host ?? '') ?? []
  return (six ?? plain)?.toLowerCase().replace(/\.$/, '')
}
