import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from './run.ts'

const kept = join(tmpdir(), 'vitest-slo-user-mode-linux')
const kernel = join(kept, 'linux.uml')

/**
 * Why no Linux can be booted here as a process of this one; undefined when it can. Takes the kernel from Debian's package, without
 * installing it. On a CI a Debian without one is an error.
 */
export async function missingUserModeLinux(): Promise<string | undefined> {
  if (!existsSync('/etc/debian_version') || process.arch !== 'x64') return 'Debian on x64 needed'
  try {
    if (!existsSync(kernel)) await unpackKernel()
    return undefined
  } catch (error) {
    if (process.env.CI === 'true' || process.env.VITEST_SLO_NO_SKIP === '1') throw error
    return (error as Error).message.split('\n', 1)[0]
  }
}

/**
 * Boots a Linux with the unified hierarchy of control groups, which sees the files of this machine but cannot change them, runs a script
 * there with this Node, and gives what it printed. Its disk /dev/ubda has 32 MB.
 */
export async function runInUserModeLinux(script: string): Promise<string> {
  const work = mkdtempSync(join(tmpdir(), 'vitest-slo-uml-'))
  const disk = join(work, 'disk')
  try {
    await demand('truncate', ['-s', '32M', disk], work)
    const root = ['rootfstype=hostfs', 'rootflags=/', 'ro', `init=${join(import.meta.dirname, 'cgroup-v2/init.sh')}`]
    const devices = [`ubd0=${disk}`, 'con0=null,fd:1', 'con=null']
    // What the kernel does not know it hands to its first process as environment.
    const settings = ['mem=1G', 'quiet', `uml_dir=${work}`, `PROGRAM=${process.execPath}`, `GUEST=${script}`]
    return await demand(kernel, [...root, ...devices, ...settings], work)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

async function unpackKernel(): Promise<void> {
  mkdirSync(kept, { recursive: true })
  const draft = mkdtempSync(join(kept, 'draft-'))
  try {
    const download = ['download', '-qq', '-o', 'APT::Sandbox::User=root', 'user-mode-linux']
    await demand('apt-get', download, draft).catch(async () => {
      await demand('apt-get', ['update', '-qq'], draft)
      await demand('apt-get', download, draft)
    })
    const archive = readdirSync(draft).find((name) => name.endsWith('.deb'))!
    await demand('sh', ['-c', `dpkg-deb --fsys-tarfile '${archive}' | tar -x ./usr/bin/linux.uml`], draft)
    renameSync(join(draft, 'usr/bin/linux.uml'), kernel)
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}

async function demand(command: string, args: readonly string[], cwd: string): Promise<string> {
  const { exitCode, stdout, stderr } = await run({ command, args, cwd, timeout: 150_000 })
  if (exitCode !== 0) throw new Error(`${command} ended with exit code ${exitCode}: ${stderr || stdout}`)
  return stdout
}
