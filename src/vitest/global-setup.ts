import type { TestProject } from 'vitest/node'
import { attachLate } from './in-main/attach.ts'
import { sharedOptions } from './plugin.ts'

/** The second way in: where every project with the plugin was filtered out (`--project`), Vitest still runs this. */
export default async function globalSetup(project: TestProject): Promise<void> {
  await attachLate(project.vitest, { options: sharedOptions() })
}
