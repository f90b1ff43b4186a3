import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { existsSync, lstatSync, readdirSync, readFileSync, realpathSync, symlinkSync } from 'node:fs'
import { join, sep } from 'node:path'
import { SloError } from '../../model/fault.ts'
import { lockFile, packageManager } from '../init/package-manager.ts'
import type { Side } from './checkouts.ts'

export interface Preparation {
  /** Root of the user's repository, whose packages are used where they fit. */
  readonly from: string
  /** Shell text; the script `build` of the package where it is undefined, nothing where it is empty. */
  readonly build?: string
  readonly say: (line: string) => void
  /** Ends what is under way. */
  readonly signal?: AbortSignal
}

/** Gives a checkout its packages and builds it. Rejects with SloError and the last lines of what failed. */
export async function prepareSide(side: Side, { from, build, say, signal }: Preparation): Promise<void> {
  if (canShare(side, from)) symlinkSync(join(from, 'node_modules'), join(side.top, 'node_modules'), 'junction')
  else {
    const manager = packageManager(side.top)
    say(`${side.name}: installing its own packages, because its lock file or workspaces differ`)
    await shell(manager === 'npm' ? 'npm ci --prefer-offline --no-audit --no-fund' : `${manager} install --frozen-lockfile`, {
      cwd: side.top,
      signal,
    })
  }
  const command = build ?? ownBuild(side)
  if (command === '') return
  say(`${side.name}: ${command}`)
  await shell(command, { cwd: side.root, signal })
}

/** Packages may be shared where both lock the same ones, and none of them leads back into the user's checkout. */
function canShare({ top }: Side, from: string): boolean {
  if (!existsSync(join(from, 'node_modules'))) return false
  const locks = [from, top].map((folder) => {
    const file = lockFile(folder)
    return file === undefined ? undefined : readFileSync(join(folder, file), 'utf8')
  })
  return locks[0] === locks[1] && !hasWorkspaces(from)
}

/** Whether a package is a link to a folder of the repository itself. */
function hasWorkspaces(from: string): boolean {
  const modules = join(from, 'node_modules')
  const scopes = readdirSync(modules).flatMap((name) => (name.startsWith('@') ? readdirSync(join(modules, name)).map((inner) => join(name, inner)) : [name])) // prettier-ignore
  return scopes.some((name) => {
    const path = join(modules, name)
    const target = realpathSync(path)
    return lstatSync(path).isSymbolicLink() && isInside(target, from) && !isInside(target, modules)
  })
}

function isInside(path: string, folder: string): boolean {
  return path.startsWith(`${realpathSync(folder)}${sep}`)
}

function ownBuild({ root }: Side): string {
  const file = join(root, 'package.json')
  if (!existsSync(file)) return ''
  const { scripts } = JSON.parse(readFileSync(file, 'utf8')) as { readonly scripts?: Readonly<Record<string, string>> }
  return scripts?.['build'] === undefined ? '' : `${packageManager(root)} run build`
}

interface Place {
  readonly cwd: string
  readonly signal?: AbortSignal
}

function shell(command: string, { cwd, signal }: Place): Promise<void> {
  signal?.throwIfAborted()
  return new Promise((resolve, reject) => {
    // A group of its own, so that all of it can be ended: the shell alone would leave the build running.
    const child = spawn(command, { cwd, shell: true, stdio: ['ignore', 'pipe', 'pipe'], detached: process.platform !== 'win32' })
    const end = (): void => endGroup(child)
    signal?.addEventListener('abort', end)
    let said = ''
    const keep = (chunk: Buffer): void => {
      said = (said + chunk.toString('utf8')).slice(-4000)
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.once('error', (error) => reject(new SloError(`${command} could not be started in ${cwd}: ${error.message}`)))
    child.once('close', (code) => {
      signal?.removeEventListener('abort', end)
      if (code === 0) return resolve()
      reject(new SloError(`${command} ended with exit code ${code} in ${cwd}:\n${said.trim().split('\n').slice(-12).join('\n')}`)) // prettier-ignore
    })
  })
}

function endGroup(child: ChildProcess): void {
  try {
    if (child.pid !== undefined && process.platform !== 'win32') process.kill(-child.pid, 'SIGTERM')
    else child.kill()
  } catch {
    // Nobody of it is left.
  }
}
