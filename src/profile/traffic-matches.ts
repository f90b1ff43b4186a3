import type { Traffic, TrafficChange } from '../model/profile.ts'
import { bytesOf } from './traffic.ts'

/** The same file or host in two profiles; undefined where one of them has it not. */
export interface TrafficMatch {
  readonly now?: Traffic
  readonly was?: Traffic
}

/**
 * Which is which in two profiles: what has the same name; of the rest, where a port or a temporary folder has another name in every
 * execution, what the same code opened under the same last part of the name.
 */
export function matchTraffic(after: readonly Traffic[], before: readonly Traffic[]): TrafficMatch[] {
  const names = new Map(before.map((was) => [was.name, was]))
  const known = new Set(after.map(({ name }) => name))
  const rest = before.filter(({ name }) => !known.has(name))
  const matches = after.map((now) => ({ now, was: names.get(now.name) ?? takeLike(now, rest) }))
  return [...matches, ...rest.map((was) => ({ was }))]
}

function takeLike(now: Traffic, rest: Traffic[]): Traffic | undefined {
  const at = rest.findIndex((was) => likeness(was) === likeness(now))
  return now.opener === undefined || at === -1 ? undefined : rest.splice(at, 1)[0]
}

/** Without its port, and without the folder that it is in. */
function likeness({ name, opener }: Traffic): string {
  const last = name.replace(/:\d+$/, '').split('/').at(-1) as string
  return JSON.stringify([last, opener?.file, opener?.function])
}

const mostChanges = 10
// Of everything now: what changed less explains nothing.
const leastChange = 0.01

/** The files or hosts whose bytes changed most, the largest change first. */
export function trafficChanges(matches: readonly TrafficMatch[]): TrafficChange[] {
  const total = matches.reduce((sum, { now }) => sum + (now === undefined ? 0 : bytesOf(now)), 0)
  return matches
    .map(changeOf)
    .filter((change) => difference(change) > 0 && difference(change) >= leastChange * total)
    .toSorted((a, b) => difference(b) - difference(a))
    .slice(0, mostChanges)
}

function changeOf({ now, was }: TrafficMatch): TrafficChange {
  const { name, opener } = (now ?? was) as Traffic
  return {
    name,
    ...(opener === undefined ? {} : { opener }),
    ...(was === undefined ? {} : { before: bytesOf(was) }),
    after: now === undefined ? 0 : bytesOf(now),
  }
}

function difference({ before = 0, after }: TrafficChange): number {
  return Math.abs(after - before)
}
