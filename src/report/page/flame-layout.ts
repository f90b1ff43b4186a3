import type { Flame } from '../../model/flame.ts'

/** One box of a flame graph: a call, from its left edge, as shares of the whole. */
export interface FlameBox {
  /** Place of the call in the flame; of several that were joined, of the first. */
  readonly call: number
  readonly depth: number
  readonly left: number
  readonly width: number
  /** What it took, with what it called, in the unit of the flame. */
  readonly total: number
  readonly self: number
}

/** Boxes with their parents, in an order in which a parent stands before what it called. */
export interface FlameLayout {
  readonly boxes: readonly FlameBox[]
  /** Place of the box that each box stands on; -1 for the root. */
  readonly parents: readonly number[]
  readonly depth: number
  readonly total: number
}

/** What each call took, with what it called. */
export function totalsOf({ parents, selves }: Flame): Float64Array {
  const totals = Float64Array.from(selves)
  for (let place = parents.length - 1; place > 0; place--) {
    const parent = parents[place] as number
    totals[parent] = (totals[parent] as number) + (totals[place] as number)
  }
  return totals
}

/** The calls by what they took, the largest at the left. */
export function leftHeavy(flame: Flame): FlameLayout {
  const totals = totalsOf(flame)
  const children = childrenOf(flame)
  const boxes: FlameBox[] = []
  const parents: number[] = []
  const whole = totals[0] || 1
  const add = (call: number, parent: number, at: Pick<FlameBox, 'depth' | 'left'>): void => {
    const total = totals[call] as number
    const place = boxes.push({ call, ...at, width: total / whole, total, self: flame.selves[call] as number }) - 1
    parents.push(parent)
    let { left } = at
    for (const child of (children[call] as number[]).toSorted((x, y) => (totals[y] as number) - (totals[x] as number))) {
      add(child, place, { depth: at.depth + 1, left })
      left += (totals[child] as number) / whole
    }
  }
  add(0, -1, { depth: 0, left: 0 })
  return { boxes, parents, depth: deepest(boxes), total: totals[0] as number }
}

function childrenOf({ parents }: Flame): number[][] {
  const children: number[][] = parents.map(() => [])
  parents.forEach((parent, place) => children[parent]?.push(place))
  return children
}

function deepest(boxes: readonly FlameBox[]): number {
  return boxes.reduce((depth, box) => Math.max(depth, box.depth + 1), 0)
}

interface Stretch {
  readonly call: number
  readonly depth: number
  readonly start: number
  readonly parent: number
  end: number
}

/** The calls in the order of time; a call that goes on in the next stretch is one box. Undefined where the order is not known. */
export function timeOrder(flame: Flame): FlameLayout | undefined {
  const { order = [] } = flame
  if (order.length === 0) return undefined
  const drawn: Stretch[] = []
  let open: readonly number[] = []
  let now = 0
  for (let index = 0; index < order.length; index += 2) {
    open = nextOpen(stackOf(order[index] as number, flame.parents), { open, drawn, now })
    now += order[index + 1] as number
    for (const place of open) (drawn[place] as Stretch).end = now
  }
  const whole = now || 1
  const boxes = drawn.map(({ call, depth, start, end }): FlameBox => {
    const total = end - start
    return { call, depth, left: start / whole, width: total / whole, total, self: flame.selves[call] as number }
  })
  return { boxes, parents: drawn.map(({ parent }) => parent), depth: deepest(boxes), total: now }
}

interface Drawing {
  /** Places of the stretches that go on, from the root. */
  readonly open: readonly number[]
  readonly drawn: Stretch[]
  readonly now: number
}

/** What of the stack was running before goes on, all else begins. */
function nextOpen(stack: readonly number[], { open, drawn, now }: Drawing): number[] {
  const change = stack.findIndex((call, depth) => drawn[open[depth] ?? -1]?.call !== call)
  const kept = open.slice(0, change === -1 ? stack.length : change)
  for (const call of stack.slice(kept.length)) {
    const depth = kept.length
    kept.push(drawn.push({ call, depth, start: now, end: now, parent: kept[depth - 1] ?? -1 }) - 1)
  }
  return kept
}

/** From the root to a call. */
function stackOf(call: number, parents: readonly number[]): number[] {
  const stack: number[] = []
  for (let place = call; place >= 0; place = parents[place] as number) stack.push(place)
  return stack.toReversed()
}

/** What each function took itself, by name and file: for the difference to another profile. */
export function selvesByFunction({ functions, calls, selves }: Flame): ReadonlyMap<string, number> {
  const taken = new Map<string, number>()
  calls.forEach((call, place) => {
    const key = functionKey(functions[call] as Flame['functions'][number])
    taken.set(key, (taken.get(key) ?? 0) + (selves[place] as number))
  })
  return taken
}

/** One text per function, the same in every profile: lines move. */
export function functionKey({ name, file = '' }: Flame['functions'][number]): string {
  return `${name} ${file}`
}
