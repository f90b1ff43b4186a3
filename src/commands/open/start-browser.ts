import { spawn } from 'node:child_process'
import type { World } from '../world.ts'
import type { Browser } from './browser-for.ts'

// Milliseconds. Most hand the page to a browser that runs and end; one that goes on is the browser.
const patience = 3000

/** Starts a browser that outlives this process. Gives why it did not start; undefined where it did, as far as can be seen. */
export async function startBrowser(
  { command, args }: Browser & { readonly kind: 'program' },
  { cwd, env }: Pick<World, 'cwd' | 'env'>,
): Promise<string | undefined> {
  const child = spawn(command, args, { cwd, env, detached: true, stdio: 'ignore' })
  return await new Promise((resolve) => {
    const timer = setTimeout(() => resolve(undefined), patience)
    const end = (failure: string | undefined): void => {
      clearTimeout(timer)
      resolve(failure)
    }
    child.once('error', ({ code, message }: NodeJS.ErrnoException) =>
      end(code === 'ENOENT' ? 'there is no such program' : message),
    )
    child.once('exit', (code, signal) =>
      end(code === 0 ? undefined : `it ended with ${code === null ? signal : `exit code ${code}`}`),
    )
    child.unref()
  })
}
