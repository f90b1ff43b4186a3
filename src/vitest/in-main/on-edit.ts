import { resolve } from 'node:path'
import type { Vitest } from 'vitest/node'

/** Milliseconds without a further event after which a file counts as written: many editors empty it first. */
const settled = 100

/**
 * Calls back when a file was edited, by whatever way an editor writes, and again later when the callback returns 'busy'. An error of
 * the callback is printed: it must not end a watch run.
 */
export function onEdit(vitest: Vitest, file: string, react: () => Promise<'done' | 'busy'>): void {
  const { watcher } = vitest.vite
  let timer: NodeJS.Timeout | undefined
  const wait = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => void attempt(), settled)
  }
  const attempt = async (): Promise<void> => {
    try {
      if ((await react()) === 'busy') wait()
    } catch (error) {
      vitest.logger.error((error as Error).message)
    }
  }
  watcher.add(file)
  for (const event of ['add', 'change'] as const) watcher.on(event, (path) => (resolve(path) === file ? wait() : undefined))
}
