import { realpathSync } from 'node:fs'

/** The arguments after the command of a process that is the command line of Vitest; undefined in one that started Vitest itself. */
export function argumentsOfVitest([, program = '', ...args]: readonly string[]): readonly string[] | undefined {
  return /[\\/]vitest(\.mjs)?$/.test(realPath(program)) ? args : undefined
}

function realPath(program: string): string {
  try {
    return realpathSync(program)
  } catch {
    return program
  }
}
