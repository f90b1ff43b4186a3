import { SloError } from '../../model/fault.ts'
import type { World } from '../world.ts'

// Shorter ones can be guessed.
const shortest = 16

/** The token that was given, as itself or as `env:NAME`, else that of SLO_SERVE_TOKEN; undefined where there is none. Throws SloError. */
export function tokenOf(given: string | undefined, { env }: Pick<World, 'env'>): string | undefined {
  if (given === undefined) return env['SLO_SERVE_TOKEN'] ? checked(env['SLO_SERVE_TOKEN']) : undefined
  if (!given.startsWith('env:')) return checked(given)
  const name = given.slice('env:'.length)
  const token = env[name]
  if (token === undefined || token === '') throw new SloError(`slo serve: --token ${given}, but ${name} is not set`)
  return checked(token)
}

function checked(token: string): string {
  if (token.length >= shortest && /^[\x21-\x7e]+$/.test(token)) return token
  throw new SloError(
    `slo serve: a token has ${shortest} printable letters at least and no spaces; openssl rand -hex 24 makes one`,
  )
}
