import type { Frame, FrameChange, Opener, Profile, ProfileGap, Traffic, TrafficChange } from '../model/profile.ts'
import { orderedSubject } from './ordered.ts'
import type { Complete } from './ordered.ts'

/** A profile as it is stored, with its keys in the order of the report. */
export function storedProfile(profile: Profile): Profile {
  const { samples, source, comparedWith } = profile
  const taken = {
    subject: orderedSubject(profile.subject),
    kind: profile.kind,
    file: profile.file,
    unit: profile.unit,
    samples,
    source,
    comparedWith,
    hotPath: profile.hotPath.map(orderedFrame),
  }
  if ('traffic' in profile) {
    const { traffic, changes } = profile
    return { ...taken, kind: profile.kind, traffic: traffic.map(orderedTraffic), changes: changes?.map(orderedMoved) }
  }
  const { own, dependency, node, gc, idle } = profile.shares
  return {
    ...taken,
    kind: profile.kind,
    topSelf: profile.topSelf.map(orderedFrame),
    topTotal: profile.topTotal.map(orderedFrame),
    shares: { own, dependency, node, gc, idle },
    changes: profile.changes?.map(orderedChange),
  }
}

/** What could not be profiled, as it is stored. */
export function storedProfileGap({ subject, kind, reason }: ProfileGap): Complete<ProfileGap> {
  return { subject: orderedSubject(subject), kind, reason }
}

function orderedFrame(frame: Frame): Complete<Frame> {
  const { file, line, hottestLine, owner, self, total, before, unit } = frame
  return { function: frame.function, file, line, hottestLine, owner, self, total, before, unit }
}

function orderedChange(change: FrameChange): Complete<FrameChange> {
  const { file, line, before, after } = change
  return { function: change.function, file, line, before, after }
}

function orderedTraffic({ name, operations, read, written, time, opener }: Traffic): Complete<Traffic> {
  return { name, operations, read, written, time, opener: opener && orderedOpener(opener) }
}

function orderedMoved({ name, opener, before, after }: TrafficChange): Complete<TrafficChange> {
  return { name, opener: opener && orderedOpener(opener), before, after }
}

function orderedOpener(opener: Opener): Opener {
  const { file, line } = opener
  return { function: opener.function, file, line }
}
