import { paletteFor } from '../report/terminal/palette.ts'
import type { ExitCode } from '../model/run.ts'
import type { Finding } from './doctor/finding.ts'
import { probeEngine } from './doctor/probe-engine.ts'
import { probeInstruments } from './doctor/probe-instruments.ts'
import { probeMachine } from './doctor/probe-machine.ts'
import { probeProcesses } from './doctor/probe-processes.ts'
import { probeProject } from './doctor/probe-project.ts'
import { probeVersions } from './doctor/probe-versions.ts'
import { printJson } from './print-json.ts'
import { usesColors } from './uses-colors.ts'
import type { World } from './world.ts'

export interface DoctorRequest {
  readonly json?: boolean
  readonly color?: boolean
}

/** `slo doctor`: tries out what a gate needs. 2 where something makes it impossible. */
export async function doctor({ json, color }: DoctorRequest, world: World): Promise<ExitCode> {
  const project = [...probeVersions(world), ...(await probeProject(world))]
  // The machine before the processes, which make it busy.
  const here = [
    ...probeMachine(),
    ...(await probeInstruments(world.cwd)),
    ...(await probeEngine(world)),
    ...(await probeProcesses(world)),
  ]
  const findings = [...project, ...here]
  const exitCode = findings.some(({ status }) => status === 'fail') ? 2 : 0
  if (json === true) printJson(world.stdout, { exitCode, findings })
  else world.stdout.write(describe(findings, usesColors(world.stdout, world.env, color)))
  return exitCode
}

function describe(findings: readonly Finding[], colors: boolean): string {
  const { status: paint } = paletteFor(colors)
  const marks = { ok: paint.met('✓'), note: paint.warning('!'), fail: paint.violated('✗') }
  const width = Math.max(...findings.map(({ name }) => name.length))
  const margin = ' '.repeat(width + 5)
  const lines = findings.flatMap(({ name, status, found, follows }) => [
    ` ${marks[status]} ${name.padEnd(width)}  ${found.replaceAll('\n', `\n${margin}`)}`,
    ...(follows === undefined ? [] : [`${margin}${follows}`]),
  ])
  return `${[...lines, '', conclusion(findings)].join('\n')}\n`
}

function conclusion(findings: readonly Finding[]): string {
  const count = (status: Finding['status']): number => findings.filter((finding) => finding.status === status).length
  const [fails, notes] = [count('fail'), count('note')]
  if (fails > 0) return `${fails === 1 ? 'one thing makes' : `${fails} things make`} a gate impossible here: see ✗`
  return notes === 0
    ? 'everything can be measured here'
    : `a gate works here; ${notes === 1 ? 'one thing limits' : `${notes} things limit`} what it can say: see !`
}
