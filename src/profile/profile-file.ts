import type { ProfileKind, RecordedTraffic } from '../model/profile.ts'
import type { Subject } from '../model/subject.ts'
import type { CpuProfile } from './cpu-profile.ts'
import type { HeapProfile } from './heap-profile.ts'

/** What a stored profile says of itself, beside what the tools of others read. */
export interface ProfileLabel {
  readonly subject: Subject
  readonly kind: ProfileKind
  /** Executions that it covers. */
  readonly samples: number
  readonly source: string
  /** ISO 8601, UTC. */
  readonly takenAt: string
}

/** What was recorded: Chrome's own formats for processor time and allocations, ours for files and hosts. */
export type Recorded =
  | { readonly kind: 'cpu'; readonly data: CpuProfile }
  | { readonly kind: 'heap'; readonly data: HeapProfile }
  | { readonly kind: 'disk' | 'network'; readonly data: readonly RecordedTraffic[] }

/** End of the name of the file of each kind. Chrome DevTools and speedscope go by the first two. */
export const profileEnds: Readonly<Record<ProfileKind, string>> = {
  cpu: '.cpuprofile',
  heap: '.heapprofile',
  disk: '.disk.json',
  network: '.network.json',
}

/** The text of a profile's file. The label stands in a key that other tools pass over. */
export function profileText(recorded: Recorded, label: ProfileLabel): string {
  const data = recorded.kind === 'cpu' || recorded.kind === 'heap' ? recorded.data : { traffic: recorded.data }
  return JSON.stringify({ ...data, vitestSlo: label })
}

/** A profile as it was read. Foreign ones have no label, and cover one execution. */
export type ParsedProfile =
  | { readonly ok: true; readonly recorded: Recorded; readonly samples: number; readonly label?: ProfileLabel }
  | { readonly ok: false; readonly reason: string }

/** Reads a profile of ours or of another tool. Never throws; the reason completes "file.cpuprofile ...". */
export function parseProfile(text: string): ParsedProfile {
  const json = parseJson(text)
  if (json === undefined) return { ok: false, reason: 'holds no JSON object' }
  const label = json['vitestSlo'] as ProfileLabel | undefined
  const recorded = recordedIn(json, label)
  if (recorded === undefined)
    return { ok: false, reason: 'is neither a CPU profile nor a heap profile, nor one of files or hosts' }
  return { ok: true, recorded, samples: label?.samples ?? 1, ...(label === undefined ? {} : { label }) }
}

type Json = Readonly<Record<string, unknown>>

function recordedIn(json: Json, label: ProfileLabel | undefined): Recorded | undefined {
  if (isCpu(json)) return { kind: 'cpu', data: json as unknown as CpuProfile }
  if (hasFrame(json['head'])) return { kind: 'heap', data: json as unknown as HeapProfile }
  const { traffic } = json
  const kind = label?.kind
  return Array.isArray(traffic) && (kind === 'disk' || kind === 'network')
    ? { kind, data: traffic as readonly RecordedTraffic[] }
    : undefined
}

function isCpu({ nodes, samples }: Json): boolean {
  return Array.isArray(nodes) && Array.isArray(samples) && nodes.every(hasFrame)
}

function hasFrame(node: unknown): boolean {
  const { callFrame } = (node ?? {}) as { readonly callFrame?: { readonly functionName?: unknown } }
  return typeof callFrame?.functionName === 'string'
}

function parseJson(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Json) : undefined
  } catch {
    return undefined
  }
}
