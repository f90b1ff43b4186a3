import type { Profile, RecordedTraffic } from '../model/profile.ts'
import { treeOfCpu, treeOfHeap } from './call-tree.ts'
import type { CallNode } from './call-tree.ts'
import type { ProfileLabel, Recorded } from './profile-file.ts'
import { reduceTree } from './reduce-profile.ts'
import { matchTraffic, trafficChanges } from './traffic-matches.ts'
import { hottestTraffic, mergeTraffic } from './traffic.ts'

/** A recording to be told in a report. */
export interface ToTell {
  readonly recorded: Recorded
  readonly label: Pick<ProfileLabel, 'subject' | 'samples' | 'source'>
  /** Path of its file, relative to the root. */
  readonly file: string
  /** Folder of the project, absolute, with forward slashes. */
  readonly root: string
  /** The good profile to compare with. One of another kind is no help, and left aside. */
  readonly good?: { readonly recorded: Recorded; readonly samples: number; readonly file: string }
}

type Good = NonNullable<ToTell['good']>

/** A recording, reduced to what names the cause. */
export function makeProfile(told: ToTell): Profile {
  const { recorded, label, file } = told
  const { subject, samples, source } = label
  const good = told.good?.recorded.kind === recorded.kind ? told.good : undefined
  const taken = { subject, file, samples, source, ...(good === undefined ? {} : { comparedWith: good.file }) }
  if (recorded.kind === 'cpu' || recorded.kind === 'heap') {
    return { ...taken, kind: recorded.kind, ...reducedCalls(told, good) }
  }
  return { ...taken, kind: recorded.kind, ...reducedTraffic(recorded.data, told, good) }
}

function reducedTraffic(moved: readonly RecordedTraffic[], { label: { samples }, root }: ToTell, good: Good | undefined) {
  const traffic = mergeTraffic(moved, { samples, root })
  const unit = 'bytes' as const
  if (good === undefined) return { unit, hotPath: hottestTraffic(traffic, undefined), traffic }
  const matches = matchTraffic(traffic, mergeTraffic(good.recorded.data as typeof moved, { samples: good.samples, root }))
  const was = matches.find(({ now }) => now === traffic[0])?.was
  return { unit, hotPath: hottestTraffic(traffic, was), traffic, changes: trafficChanges(matches) }
}

function reducedCalls({ recorded, label: { samples }, root }: ToTell, good: Good | undefined) {
  const unit: Profile['unit'] = recorded.kind === 'cpu' ? 'ms' : 'bytes'
  const goodTree = good === undefined ? undefined : { tree: treeOf(good.recorded), samples: good.samples }
  return { unit, ...reduceTree(treeOf(recorded), { unit, samples, root, good: goodTree }) }
}

function treeOf(recorded: Recorded): CallNode {
  return recorded.kind === 'cpu'
    ? treeOfCpu(recorded.data)
    : treeOfHeap(recorded.data as Extract<Recorded, { kind: 'heap' }>['data'])
}

/** Milliseconds of work, or bytes allocated or moved: which of several processes of a command tells most. */
export function weightOf(recorded: Recorded): number {
  if (recorded.kind === 'disk' || recorded.kind === 'network') {
    return recorded.data.reduce((sum, { read, written }) => sum + read + written, 0)
  }
  const { shares } = reduceTree(treeOf(recorded), { unit: 'ms', samples: 1, root: '' })
  return shares.own + shares.dependency + shares.node + shares.gc
}
