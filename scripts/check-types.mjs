// Types of everything, then of the sources alone as the build sees them: checked beside tests, a source could lean on what only they refer to.
import { spawnSync } from 'node:child_process'

const checks = [
  ['-p', 'tsconfig.json'],
  ['-p', 'src/report/page/tsconfig.json'],
  ['-p', 'tsconfig.build.json', '--noEmit', '--tsBuildInfoFile', 'node_modules/.cache/types.tsbuildinfo'],
]
for (const args of checks) {
  const { status } = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', ...args], { stdio: 'inherit' })
  if (status !== 0) process.exitCode = 1
}
