import { findVitest } from '../find-vitest.ts'
import { installCommand, packageManager } from '../init/package-manager.ts'
import type { World } from '../world.ts'
import type { Finding } from './finding.ts'

/** Whether this Node, and the Vitest of the project, are ones that vitest-slo works with. */
export function probeVersions({ cwd, nodeVersion }: World): Finding[] {
  return [nodeFinding(nodeVersion), vitestFinding(cwd)]
}

function nodeFinding(version: string): Finding {
  const found = `${version} (supported: 20.19 and newer)`
  const isSupported = isAtLeast(version, [20, 19])
  return { name: 'Node', status: isSupported ? 'ok' : 'fail', found, follows: isSupported ? undefined : 'update Node' }
}

function vitestFinding(root: string): Finding {
  const name = 'Vitest'
  const vitest = findVitest(root)
  const install = installCommand(packageManager(root), ['vitest'])
  if (vitest === undefined) return { name, status: 'fail', found: 'is not installed here', follows: install }
  const found = `${vitest.version} (supported: 4.1 and newer, 5)`
  if (!isAtLeast(vitest.version, [4, 1])) return { name, status: 'fail', found, follows: `update it: ${install}` }
  const isKnown = !isAtLeast(vitest.version, [6, 0])
  return { name, status: isKnown ? 'ok' : 'note', found, follows: isKnown ? undefined : 'this version has not been tried' }
}

function isAtLeast(version: string, [major, minor]: readonly [number, number]): boolean {
  const [, ours, ourMinor] = /^v?(\d+)\.(\d+)/.exec(version) ?? []
  return Number(ours) > major || (Number(ours) === major && Number(ourMinor) >= minor)
}
