import { spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { entryCode } from '../process/entry-code.ts'
import { markerName } from '../process/marked-processes.ts'

/**
 * Starts the process that removes the containers of a journal within 2 s of the end of this one, however that comes. It sees it by the
 * pipe between us, which closes with us, and finds nothing to do where the journal is gone.
 */
export function startContainerJanitor(journal: string): void {
  const { [markerName]: _marker, NODE_OPTIONS: _options, NODE_V8_COVERAGE: _coverage, ...env } = process.env
  const child = spawn(process.execPath, ['-e', entryCode('./container-janitor', import.meta.url)], {
    cwd: tmpdir(),
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    env: { ...env, VITEST_SLO_CONTAINERS: journal },
    windowsHide: true,
  })
  // Without it the next run cleans up.
  child.once('error', () => undefined)
  child.stdin.on('error', () => undefined)
  child.unref()
  // A pipe is a socket in Node; it must not keep this process alive.
  ;(child.stdin as unknown as { unref: () => void }).unref()
}
