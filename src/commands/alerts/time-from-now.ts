import { SloError } from '../../model/fault.ts'
import { parseQuantity } from '../../model/quantity.ts'
import type { World } from '../world.ts'

/** The time that `--for` means, ISO 8601, UTC. Throws SloError for what is no time. */
export function timeFromNow(duration: string, { now }: Pick<World, 'now'>): string {
  const parsed = parseQuantity(duration, 'time')
  if (!parsed.ok || parsed.value === 0) throw new SloError(`--for ${duration} is no time: write 2h or 7d`)
  return new Date(now().getTime() + parsed.value).toISOString()
}
