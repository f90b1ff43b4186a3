import { describe, inject, test } from 'vitest'

/** What a process that uses testcontainers needs here: the reaper that needs no registry. */
export const dockerEnv = { RYUK_CONTAINER_IMAGE: 'local/ryuk:1' } as const

/** `describe` for tests that need a Docker engine. Where there is none, the tests are skipped and their name says why. */
export function describeDocker(name: string, body: () => void): void {
  const { missing } = inject('engine')
  if (missing === undefined) describe(name, body)
  else describe.skip(skipped(name, missing), body)
}

/** `test` for one that needs a Docker engine. */
export function testDocker(name: string, body: () => void | Promise<void>): void {
  const { missing } = inject('engine')
  if (missing === undefined) test(name, body)
  else test.skip(skipped(name, missing), body)
}

function skipped(name: string, missing: string): string {
  return `${name} (skipped, no Docker engine: ${missing.split('\n', 1)[0]})`
}
