import type { Config } from '../../model/config.ts'
import type { ParsedProfile } from '../../profile/profile-file.ts'
import type { ProfileTarget } from '../../profile/profile-targets.ts'
import type { PassRequest } from './pass-request.ts'

/** The surroundings of a pass that profiles. */
export interface PassContext {
  /** Absolute. */
  readonly root: string
  readonly config: Config
  /** How Vitest was started, so that a test runs as it did. */
  readonly vitest: Pick<PassRequest, 'configFile' | 'args' | 'provided'>
  /** Path of the native profiler, where it is installed. */
  readonly native: string | undefined
  /** The profile to compare with, in the place of the good one. */
  readonly against?: { readonly parsed: ParsedProfile & { readonly ok: true }; readonly file: string }
  /** Says at once what somebody should know. */
  readonly note: (text: string) => void
  /** Called before each target. */
  readonly onTarget?: (target: ProfileTarget, index: number) => void
}
