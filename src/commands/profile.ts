import { existsSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { findNative } from '../measure/profiler/find-native.ts'
import { SloError } from '../model/fault.ts'
import type { ProfileKind } from '../model/profile.ts'
import type { ExitCode, Run } from '../model/run.ts'
import { formatSubject } from '../model/subject.ts'
import { reportFile } from '../ports.ts'
import { parseProfile } from '../profile/profile-file.ts'
import type { ParsedProfile } from '../profile/profile-file.ts'
import { renderProfile } from '../report/terminal/profile-page.ts'
import { takeProfiles } from '../vitest/profiling/take-profiles.ts'
import type { TakenProfiles } from '../vitest/profiling/take-profiles.ts'
import { loadProject } from './load-project.ts'
import type { Project } from './load-project.ts'
import { printJson } from './print-json.ts'
import { findTarget } from './profile/find-target.ts'
import { readReport } from './read-report.ts'
import { vitestOption } from './run/vitest-option.ts'
import { usesColors } from './uses-colors.ts'
import type { World } from './world.ts'

export interface ProfileRequest {
  /** The name of an SLO, a probe, a measure or a command, a test as `file > name`, or a test file. */
  readonly subject: string
  readonly cpu?: boolean
  readonly memory?: boolean
  readonly disk?: boolean
  readonly network?: boolean
  /** A stored profile to compare with; `good` is the last good one of the subject, as without it. */
  readonly diff?: string
  /** Keeps what is taken as the good profile, whatever the last run said of the subject. */
  readonly good?: boolean
  readonly config?: string
  readonly json?: boolean
  readonly color?: boolean
  /** Handed to Vitest as they are. */
  readonly vitestArgs: readonly string[]
}

/** `slo profile`: profiles one subject now. Judges nothing: 0 where every profile was taken. Throws SloError where it cannot begin. */
export async function profile(request: ProfileRequest, world: World): Promise<ExitCode> {
  const { vitestArgs, config: file } = request
  const project = await loadProject(world, { root: vitestOption(vitestArgs, ['--root', '-r']), file })
  const { root, config } = project
  const target = findTarget(request.subject, config, lastRun(project))
  const kinds = kindsOf(request)
  const wanted = (kinds.length === 0 ? [target.kind] : kinds).map((kind) => ({
    ...target,
    kind,
    // What somebody compares with must not be replaced by what is compared.
    good: request.good ?? (target.good && request.diff === undefined),
  }))
  const taken = await takeProfiles(wanted, {
    root,
    config,
    vitest: { args: vitestArgs },
    native: findNative(root),
    against: request.diff === undefined || request.diff === 'good' ? undefined : profileToCompare(request.diff, world.cwd),
    note: (text) => world.stderr.write(`${text}\n`),
  })
  const exitCode = taken.gaps.length === 0 ? 0 : 2
  show(taken, { ...request, exitCode }, world)
  return exitCode
}

/** The last run tells which test measures what; undefined where there is none, or none that can be read. */
function lastRun({ root, config }: Project): Run | undefined {
  const path = join(resolve(root, config.reports.dir), reportFile('json'))
  return existsSync(path) ? readReport(path, relative(root, path)) : undefined
}

function kindsOf({ cpu, memory, disk, network }: ProfileRequest): ProfileKind[] {
  const wanted: Readonly<Record<ProfileKind, boolean | undefined>> = { cpu, heap: memory, disk, network }
  return (Object.keys(wanted) as ProfileKind[]).filter((kind) => wanted[kind] === true)
}

function profileToCompare(
  name: string,
  cwd: string,
): { readonly parsed: ParsedProfile & { readonly ok: true }; readonly file: string } {
  const path = resolve(cwd, name)
  if (!existsSync(path))
    throw new SloError(`--diff ${name}: there is no such file; name a stored profile, or 'good' for the last good one`)
  const parsed = parseProfile(readFileSync(path, 'utf8'))
  if (!parsed.ok) throw new SloError(`--diff ${name} ${parsed.reason}`)
  return { parsed, file: name }
}

function show(
  { profiles, gaps }: TakenProfiles,
  { json, color, exitCode }: ProfileRequest & { readonly exitCode: ExitCode },
  world: World,
): void {
  if (json === true) {
    printJson(world.stdout, { exitCode, profiles, notProfiled: gaps })
    return
  }
  const options = { colors: usesColors(world.stdout, world.env, color), width: world.stdout.columns ?? 100 }
  for (const one of profiles) world.stdout.write(`${renderProfile(one, options)}\n`)
  for (const { subject, kind, reason } of gaps) world.stderr.write(`${formatSubject(subject)}: no ${kind} profile: ${reason}\n`)
}
