import type { TestProject } from 'vitest/node'

/** What `slo()` takes in the Vitest config. */
export interface SloOptions {
  /** Path of the configuration, relative to the root. Default: slo.config.ts beside the Vitest config. */
  readonly config?: string
}

/** How the plugin came into a run. */
export interface AttachOptions {
  readonly options: SloOptions
  /** The project that brought the plugin. */
  readonly project?: TestProject
}
