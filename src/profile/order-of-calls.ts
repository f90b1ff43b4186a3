import type { CpuProfile } from './cpu-profile.ts'

/** Stretches of time that a picture can show. */
const mostStretches = 4000

/**
 * What was running, in the order of time: the place of a call and how many ms, in turns. Place 0, the root, is idling. A stretch that is
 * too short to be seen counts to the one before it.
 */
export function orderOfCalls(profile: CpuProfile, places: ReadonlyMap<number, number>): number[] {
  const { samples = [], timeDeltas = [], startTime, endTime } = profile
  const least = (endTime - startTime) / 1000 / mostStretches
  const order: number[] = []
  samples.forEach((id, index) => {
    const span = Math.max(0, timeDeltas[index + 1] ?? 0) / 1000
    const place = places.get(id) ?? 0
    const last = order.length - 2
    if (last >= 0 && (order[last] === place || span < least)) order[last + 1] = (order[last + 1] as number) + span
    else order.push(place, span)
  })
  return order.map((value, index) => (index % 2 === 0 ? value : Number(value.toPrecision(4))))
}
