import type { Flame, FlameFunction } from '../model/flame.ts'
import { treeOfCpu, treeOfHeap } from './call-tree.ts'
import type { CallNode } from './call-tree.ts'
import { codePlace } from './code-place.ts'
import type { CallFrame } from './cpu-profile.ts'
import { orderOfCalls } from './order-of-calls.ts'
import type { Recorded } from './profile-file.ts'

/** Of the whole: what is smaller is not seen on any screen. */
const leastShare = 0.0002

/** Where the calls were recorded, and how many executions they cover: all figures are of one. */
export interface FlameSource {
  /** Folder of the project, absolute, with forward slashes. */
  readonly root: string
  readonly samples: number
}

/** The calls of a recording for a picture; undefined of files and hosts. The order of time is that of a single execution. */
export function flameOf(recorded: Recorded, source: FlameSource): Flame | undefined {
  if (recorded.kind === 'disk' || recorded.kind === 'network') return undefined
  const isCpu = recorded.kind === 'cpu'
  const tree = isCpu ? treeOfCpu(recorded.data) : treeOfHeap((recorded as Extract<Recorded, { kind: 'heap' }>).data)
  const making = startMaking(tree, source)
  addCall(making, tree, -1)
  const { functions, parents, calls, selves, places } = making
  const flame = { unit: isCpu ? 'ms' : 'bytes', functions, parents, calls, selves } as const
  return isCpu && source.samples === 1 ? { ...flame, order: orderOfCalls(recorded.data, places) } : flame
}

interface Making extends FlameSource {
  readonly functions: FlameFunction[]
  readonly parents: number[]
  readonly calls: number[]
  readonly selves: number[]
  /** Place of each function by what it is, and of each call by the id of its node. */
  readonly known: Map<string, number>
  readonly places: Map<number, number>
  readonly totals: ReadonlyMap<CallNode, number>
  readonly least: number
}

function startMaking(tree: CallNode, source: FlameSource): Making {
  const totals = new Map<CallNode, number>()
  const least = leastShare * addTotals(tree, totals)
  return { ...source, functions: [], parents: [], calls: [], selves: [], known: new Map(), places: new Map(), totals, least }
}

/** Idling is no work, and would hide what is. */
function addTotals(node: CallNode, totals: Map<CallNode, number>): number {
  const own = isIdle(node) ? 0 : node.self
  const total = node.children.reduce((sum, child) => sum + addTotals(child, totals), own)
  totals.set(node, total)
  return total
}

function isIdle({ frame }: CallNode): boolean {
  return frame.functionName === '(idle)' && frame.url === ''
}

/** A call and what it called. What is too small to be seen counts as its caller's own. */
function addCall(making: Making, node: CallNode, parent: number): void {
  const { parents, calls, selves, places, totals, least, samples } = making
  const place = parents.push(parent) - 1
  const isSeen = (child: CallNode): boolean => (totals.get(child) as number) > least
  const seen = node.children.filter(isSeen)
  const shown = seen.reduce((sum, child) => sum + (totals.get(child) as number), 0)
  calls.push(placeOfFunction(making, node.frame))
  selves.push(Number((((totals.get(node) as number) - shown) / samples).toPrecision(5)))
  if (node.id !== undefined) places.set(node.id, place)
  for (const child of node.children) {
    if (isSeen(child)) addCall(making, child, place)
    else hideCalls(child, { places, place: isIdle(child) ? 0 : place })
  }
}

function hideCalls({ id, children }: CallNode, hidden: { readonly places: Map<number, number>; readonly place: number }): void {
  if (id !== undefined) hidden.places.set(id, hidden.place)
  for (const child of children) hideCalls(child, hidden)
}

function placeOfFunction({ known, functions, root }: Making, frame: CallFrame): number {
  const { function: name, owner, file, line } = codePlace(frame, root)
  const key = JSON.stringify([name, owner, file, line])
  const place = known.get(key) ?? functions.push({ name, owner, file, line }) - 1
  known.set(key, place)
  return place
}
