import { formatQuantity } from '../../model/format-quantity.ts'
import type { World } from '../world.ts'

interface Announcing {
  readonly say: (line: string) => void
  /** Runs at most. */
  readonly most: number
  readonly world: Pick<World, 'stderr' | 'now'>
}

/** Tells on a terminal which run begins, and how long those before took. A log has one line a pair, from those who take them. */
export function announced<S extends { readonly name: string }, T>(
  measure: (side: S) => Promise<T>,
  { say, most, world }: Announcing,
): (side: S) => Promise<T> {
  if (!world.stderr.isTTY) return measure
  let [runs, spent] = [0, 0]
  return async (side) => {
    const each = runs === 0 ? '' : `, about ${formatQuantity(spent / runs, 'ms', 2)} each`
    say(`run ${runs + 1} of ${most} at most${each}  ${side.name}`)
    const began = world.now().getTime()
    const measured = await measure(side)
    runs += 1
    spent += world.now().getTime() - began
    return measured
  }
}
