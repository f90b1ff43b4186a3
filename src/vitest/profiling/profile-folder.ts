import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ProfileKind } from '../../model/profile.ts'
import type { Subject } from '../../model/subject.ts'
import { parseProfile, profileEnds, profileText } from '../../profile/profile-file.ts'
import type { ParsedProfile, ProfileLabel, Recorded } from '../../profile/profile-file.ts'
import { profileName } from '../../profile/profile-name.ts'

/** Files that are kept in the folder of the profiles, and as many good ones: the oldest go. */
const mostKept = 50

/** The profiles of a project, below the folder of the reports: the last one of each subject and kind, and the last good one. */
export class ProfileFolder {
  /** Absolute. */
  readonly path: string
  readonly #relative: string

  constructor(root: string, reportsDir: string) {
    this.#relative = `${reportsDir.replaceAll('\\', '/').replace(/\/+$/, '')}/profiles`
    this.path = join(root, this.#relative)
  }

  /** Stores a profile, and a second time as the good one where it is. Gives its path relative to the root. Throws where that fails. */
  store(recorded: Recorded, label: ProfileLabel, good: boolean): string {
    const name = fileName(label.subject, label.kind)
    const text = profileText(recorded, label)
    for (const folder of good ? ['', 'good/'] : ['']) this.#write(folder, name, text)
    return `${this.#relative}/${name}`
  }

  /** The good profile of a subject; undefined where there is none that can be read. */
  good(
    subject: Subject,
    kind: ProfileKind,
  ): { readonly parsed: ParsedProfile & { readonly ok: true }; readonly file: string } | undefined {
    const name = `good/${fileName(subject, kind)}`
    const file = join(this.path, name)
    if (!existsSync(file)) return undefined
    const parsed = parseProfile(readFileSync(file, 'utf8'))
    return parsed.ok ? { parsed, file: `${this.#relative}/${name}` } : undefined
  }

  #write(folder: string, name: string, text: string): void {
    const dir = join(this.path, folder)
    mkdirSync(dir, { recursive: true })
    const draft = join(dir, `${name}.${process.pid}.tmp`)
    try {
      writeFileSync(draft, text)
      renameSync(draft, join(dir, name))
    } finally {
      rmSync(draft, { force: true })
    }
    removeOldest(dir)
  }
}

function fileName(subject: Subject, kind: ProfileKind): string {
  return `${profileName(subject)}${profileEnds[kind]}`
}

function removeOldest(dir: string): void {
  const files = readdirSync(dir, { withFileTypes: true }).filter((entry) => entry.isFile() && isProfile(entry.name))
  const byAge = files.map(({ name }) => ({
    path: join(dir, name),
    at: statSync(join(dir, name), { throwIfNoEntry: false })?.mtimeMs ?? 0,
  }))
  for (const { path } of byAge.toSorted((a, b) => b.at - a.at).slice(mostKept)) rmSync(path, { force: true })
}

/** What somebody else put there stays. */
function isProfile(name: string): boolean {
  return Object.values(profileEnds).some((end) => name.endsWith(end))
}
