import { readFileSync, statSync } from 'node:fs'
import { resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { SloError } from './model/fault.ts'
import type { Flame } from './model/flame.ts'
import type { Frame, Profile } from './model/profile.ts'
import { flameOf } from './profile/flame-of.ts'
import { parseProfile } from './profile/profile-file.ts'
import type { PageFlame, SourceLines } from './report/html/page-data.ts'
import type { PageKit } from './report/html/page-kit.ts'

/** The real world behind the HTML report: the built page, and the profiles and sources below `root`. */
export function pageKit(root: string): PageKit {
  return {
    template: readTemplate,
    pack: (text) => gzipSync(text).toString('base64'),
    flame: (profile) => readFlame(profile, root),
  }
}

let template: string | undefined

/** From `dist/report` of this package, where the build puts it; sources run from beside that folder. */
function readTemplate(): string {
  const file = fileURLToPath(new URL('../dist/report/page.html', import.meta.url))
  try {
    return (template ??= readFileSync(file, 'utf8'))
  } catch (error) {
    throw new SloError(`the page of the HTML report could not be read: ${(error as Error).message}. Install vitest-slo again; in its own repository run npm run build`) // prettier-ignore
  }
}

function readFlame(profile: Profile, root: string): PageFlame | undefined {
  const flame = flameIn(profile.file, root)
  if (flame === undefined || 'traffic' in profile) return undefined
  const before = profile.comparedWith === undefined ? undefined : flameIn(profile.comparedWith, root)
  const recordedAt = statSync(resolve(root, profile.file)).mtimeMs
  return { flame, before, sources: sourcesOf([...profile.hotPath, ...profile.topSelf], { root, recordedAt }) }
}

/** A picture is no reason to fill the memory. */
const largestProfile = 50_000_000

/** A profile that is gone, or that another tool has changed, has no picture; its figures are in the report. */
function flameIn(file: string, root: string): Flame | undefined {
  try {
    const path = resolve(root, file)
    if (statSync(path).size > largestProfile) return undefined
    const parsed = parseProfile(readFileSync(path, 'utf8'))
    return parsed.ok ? flameOf(parsed.recorded, { root: root.split(sep).join('/'), samples: parsed.samples }) : undefined
  } catch {
    return undefined
  }
}

const mostSources = 6
const linesAround = 4

interface Recorded {
  readonly root: string
  /** Milliseconds since 1970. */
  readonly recordedAt: number
}

/** Lines around the places of own code that took most. */
function sourcesOf(frames: readonly Frame[], recorded: Recorded): SourceLines[] {
  const places = new Map<string, readonly [file: string, line: number]>()
  for (const { owner, file, line, hottestLine } of frames) {
    const hot = hottestLine ?? line
    if (owner === 'own' && file !== undefined && hot !== undefined) places.set(`${file}:${hot}`, [file, hot])
  }
  return [...places.values()].slice(0, mostSources).flatMap(([file, line]) => linesIn(file, line, recorded) ?? [])
}

// Milliseconds. What a probe has edited is put back a moment after it was recorded.
const putBack = 10_000

/** Of a file that was changed since, the place is another one: none is shown rather than a wrong one. */
function linesIn(file: string, line: number, { root, recordedAt }: Recorded): SourceLines | undefined {
  const path = resolve(root, file)
  if (!path.startsWith(root + sep)) return undefined
  try {
    if (statSync(path).mtimeMs > recordedAt + putBack) return undefined
    const all = readFileSync(path, 'utf8').split(/\r?\n/)
    const from = Math.max(1, line - linesAround)
    return line > all.length ? undefined : { file, line, from, lines: all.slice(from - 1, line + linesAround) }
  } catch {
    return undefined
  }
}
