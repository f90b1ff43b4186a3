import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { joinsAboveOurs } from './control-group.ts'

/** A program to start. */
export interface Start {
  readonly program: string
  readonly args: readonly string[]
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  /** The program is text for the shell of the system. */
  readonly shell?: boolean
}

/** Where the gate itself is started: words before it, and what it runs first. */
export interface Inside {
  readonly words: readonly string[]
  readonly first: readonly string[]
}

/** Descriptor through which the gate says whether it has joined, and is told to go on. */
export const gateDescriptor = 3

/**
 * The same program behind a gate: a shell that joins control groups, says `y` or `n`, waits for a line, and then becomes the program,
 * so that no instruction of it runs outside of its group and none of the gate's time is the program's. Undefined for what could not be
 * started: a plain start says best why.
 */
export function behindGate(start: Start, joins: readonly string[], inside: Inside = nowhere): Start | undefined {
  const { program, args, cwd, env } = start
  const carried = isStartable(start) ? oddVariables(env) : undefined
  if (carried === undefined) return undefined
  const shell = ['/bin/sh', '-c', script([...inside.first, ...joins.map(join)], env), 'gate', ...carried, program, ...args]
  const [outer, ...words] = [...inside.words, ...shell]
  return { program: outer as string, args: words, cwd, env }
}

const nowhere: Inside = { words: [], first: [] }

/** A shell drops variables whose names it could not say; `env` does not. Undefined where that cannot be said either. */
function oddVariables(env: Readonly<Record<string, string>>): string[] | undefined {
  const odd = Object.entries(env).filter(([name]) => !/^[A-Za-z_]\w*$/.test(name))
  if (odd.length === 0) return []
  if (!existsSync('/usr/bin/env') || odd.some(([name]) => name === '' || name.startsWith('-'))) return undefined
  return ['/usr/bin/env', ...odd.map(([name, value]) => `${name}=${value}`)]
}

function join(file: string): string {
  return `echo 0 > ${quoted(file)}`
}

/** A program and its arguments, so started that it leaves the control groups in which a measured command runs, and is in no figure of it. */
export function outsideOfGroups(command: readonly [string, ...string[]]): [string, ...string[]] {
  const joins = joinsAboveOurs()
  if (joins.length === 0) return [...command]
  return [
    '/bin/sh',
    '-c',
    `${joins.map((file) => `echo 0 2>/dev/null > ${quoted(file)}`).join('; ')}; exec "$@"`,
    'gate',
    ...command,
  ]
}

function script(steps: readonly string[], env: Readonly<Record<string, string>>): string {
  const own = ['PWD', 'OLDPWD', 'SHLVL']
  const unset = own.filter((name) => env[name] === undefined).join(' ')
  const set = own.flatMap((name) => (env[name] === undefined ? [] : `${name}=${quoted(env[name])}`)).join(' ')
  return [
    `if { ${steps.join(' && ')}; } 2>/dev/null; then echo y >&${gateDescriptor}; else echo n >&${gateDescriptor}; fi`,
    // Without an answer, whoever wanted the program is gone.
    `read -r vitest_slo_gate <&${gateDescriptor} || exit 1`,
    ...(unset === '' ? [] : [`unset ${unset}`]),
    `unset vitest_slo_gate; ${set} exec "$@" ${gateDescriptor}>&-`,
  ].join('\n')
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}

/** Whether the kernel would start it: there, executable, and so is what its first line names. */
function isStartable({ program, cwd, env }: Start): boolean {
  const places = program.includes('/') ? [program] : (env.PATH ?? '').split(':').map((folder) => `${folder}/${program}`)
  const path = places.map((place) => resolve(cwd, place)).find(isExecutable)
  if (path === undefined || !existsSync('/bin/sh')) return false
  const [, interpreter] = /^#!\s*(\S+)/.exec(beginning(path)) ?? []
  return interpreter === undefined || isExecutable(resolve(cwd, interpreter))
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}

function beginning(path: string): string {
  try {
    return statSync(path).size > 2 ** 20 ? '' : readFileSync(path, 'latin1').slice(0, 256)
  } catch {
    return ''
  }
}
