import { subjectKey } from '../model/subject.ts'
import type { Subject } from '../model/subject.ts'

const longestSlug = 60

/**
 * The name of the files of a subject's profiles, without an end: `command-build-first-1f0c2b7a`. The same for the same subject, another
 * for another, and safe on every file system, whatever a test is called.
 */
export function profileName(subject: Subject): string {
  const text = `${subject.kind}-${subject.name}`.slice(0, 4 * longestSlug)
  const slug = text.normalize('NFKD').replace(/[^A-Za-z0-9]+/g, '-').slice(0, longestSlug).replace(/^-+|-+$/g, '') // prettier-ignore
  return `${slug.toLowerCase()}-${hash(subjectKey(subject))}`
}

/** FNV-1a, 64 bits, as 16 hexadecimal digits (http://www.isthe.com/chongo/tech/comp/fnv). */
function hash(text: string): string {
  let value = 0xcbf29ce484222325n
  for (let at = 0; at < text.length; at++) value = ((value ^ BigInt(text.charCodeAt(at))) * 0x100000001b3n) & 0xffffffffffffffffn
  return value.toString(16).padStart(16, '0')
}
