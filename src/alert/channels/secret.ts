import { SloError } from '../../model/fault.ts'
import { secretName } from '../../model/secret-name.ts'

/** Variables of the process. */
export type Env = Readonly<Record<string, string | undefined>>

/** The text that is meant: of `env:NAME` the value of that variable. Throws SloError where it is not set. */
export function resolveSecret(written: string, env: Env): string {
  const name = secretName(written)
  if (name === undefined) return written
  const value = env[name]?.trim()
  if (value === undefined || value === '') throw new SloError(`the variable ${name} is not set`)
  return value
}
