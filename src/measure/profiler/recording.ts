import type { ProfileKind } from '../../model/profile.ts'

/** What a recorder is asked for. */
export interface RecordingOrder {
  readonly kind: ProfileKind
  /** Path of the native profiler, where it is installed. */
  readonly native?: string
}

/** The stretch of a run that is recorded: a whole file, the body of a test, or what a test measures under a name. */
export type RecordedWindow = { readonly kind: 'file' | 'test' } | { readonly kind: 'measure' | 'command'; readonly name: string }

/** What a worker of the profiling pass is asked for. */
export interface ProfileOrder extends RecordingOrder {
  readonly window: RecordedWindow
  /** Absolute path of the folder for what is recorded. */
  readonly dir: string
}

/** A recording that goes on. */
export interface OpenRecording {
  /** `v8-profiler-next`, `node:inspector`, ... */
  readonly source: string
  /** Ends it, at once. CPU and heap profiles are in the form of their files, traffic is a list. */
  readonly stop: () => unknown
}

/** A recording as one thread or process leaves it behind. */
export interface StoredRecording {
  readonly kind: ProfileKind
  readonly source: string
  /** Executions that it covers. */
  readonly samples: number
  /** Vitest project in which it was taken; undefined in a command. */
  readonly project?: string
  /** Source maps that were known where it was taken, by path. */
  readonly maps?: Readonly<Record<string, unknown>>
  readonly data: unknown
}
