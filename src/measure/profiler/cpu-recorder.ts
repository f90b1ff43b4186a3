import { console as inspectorConsole } from 'node:inspector'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { askInspector } from './inspector-session.ts'
import type { OpenRecording } from './recording.ts'

// Microseconds. Finer than V8's 1000, because the pass that profiles is judged by nobody.
const interval = 500

/** Records where processor time goes, with v8-profiler-next where its path is given and it loads, else with the inspector of Node. */
export function startCpu(native?: string): OpenRecording {
  const profiler = native === undefined ? undefined : loadNative(native)
  return profiler === undefined ? startInspector() : startNative(profiler)
}

/**
 * Begins a recording that nobody reads, for the life of the thread. V8 keeps who was inlined into whom only of what it compiles while
 * it records; without this a function that was warmed up before would be taken for its caller.
 */
export function watchCompiling(native?: string): void {
  const profiler = native === undefined ? undefined : loadNative(native)
  if (profiler === undefined) {
    enable()
    inspectorConsole.profile('vitest-slo')
  } else {
    configure(profiler)
    profiler.startProfiling('vitest-slo', false)
  }
}

let enabled = false

/** The interval cannot be set any more while something is recorded. */
function enable(): void {
  if (enabled) return
  enabled = true
  askInspector('Profiler.enable')
  askInspector('Profiler.setSamplingInterval', { interval })
}

function startInspector(): OpenRecording {
  enable()
  askInspector('Profiler.start')
  return {
    source: 'node:inspector',
    stop: () => (askInspector('Profiler.stop') as { readonly profile: unknown }).profile,
  }
}

/** As far as it is used here. */
interface NativeProfiler {
  readonly setGenerateType: (type: 1) => void
  readonly setSamplingInterval: (microseconds: number) => void
  readonly startProfiling: (name: string, samples: boolean) => void
  readonly stopProfiling: (name: string) => NativeProfile & { readonly delete: () => void }
}

/** Its places count from 1, and its nodes hold each other. */
interface NativeProfile {
  readonly nodes: readonly NativeNode[]
  readonly startTime: number
  readonly endTime: number
  readonly samples: readonly number[]
  readonly timeDeltas: readonly number[]
}

interface NativeNode {
  readonly id: number
  readonly hitCount: number
  readonly callFrame: {
    readonly functionName: string
    readonly scriptId: number
    readonly url: string
    readonly lineNumber: number
    readonly columnNumber: number
    readonly lineTicks?: readonly { readonly line: number; readonly hitCount: number }[]
  }
  readonly children: readonly number[]
}

/** Undefined where it was built for another Node, or not at all. */
export function loadNative(path: string): NativeProfiler | undefined {
  try {
    return createRequire(path)(path) as NativeProfiler
  } catch {
    return undefined
  }
}

function configure(profiler: NativeProfiler): void {
  if (configured) return
  configured = true
  profiler.setGenerateType(1)
  profiler.setSamplingInterval(interval)
}

let started = 0
let configured = false

function startNative(profiler: NativeProfiler): OpenRecording {
  const name = `vitest-slo ${++started}`
  configure(profiler)
  profiler.startProfiling(name, true)
  return {
    source: 'v8-profiler-next',
    stop: () => {
      const profile = profiler.stopProfiling(name)
      const { nodes, startTime, endTime, samples, timeDeltas } = profile
      const data = { nodes: nodes.map(plainNode), startTime, endTime, samples: [...samples], timeDeltas: [...timeDeltas] }
      profile.delete()
      return data
    },
  }
}

function plainNode({ id, hitCount, callFrame, children }: NativeNode): object {
  const { functionName, scriptId, url, lineNumber, columnNumber, lineTicks } = callFrame
  return {
    id,
    hitCount,
    callFrame: {
      functionName,
      scriptId: String(scriptId),
      url: /^(\/|[A-Za-z]:\\)/.test(url) ? pathToFileURL(url).href : url,
      lineNumber: lineNumber - 1,
      columnNumber: columnNumber - 1,
    },
    children,
    ...(lineTicks === undefined ? {} : { positionTicks: lineTicks.map(({ line, hitCount: ticks }) => ({ line, ticks })) }),
  }
}
