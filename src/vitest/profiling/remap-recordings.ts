import { readFileSync, writeFileSync } from 'node:fs'
import type { TestProject, Vitest } from 'vitest/node'
import { sourceLocator } from '../../measure/profiler/source-locator.ts'
import { recordingsIn } from '../../measure/profiler/recordings-in.ts'
import type { StoredRecording } from '../../measure/profiler/recording.ts'
import { remapData } from './remap-data.ts'

/** Puts the places of TypeScript into what workers recorded, by the maps that Vite made and this process keeps. */
export function remapRecordings(dir: string, vitest: Vitest): void {
  for (const file of recordingsIn(dir)) {
    const recording = JSON.parse(readFileSync(file, 'utf8')) as StoredRecording
    const project = vitest.projects.find(({ name }) => name === recording.project)
    if (project === undefined) continue
    const locate = sourceLocator((path) => mapIn(project, path))
    writeFileSync(file, JSON.stringify({ ...recording, data: remapData(recording, locate) }))
  }
}

interface Transformed {
  readonly transformResult?: { readonly map?: { readonly mappings?: string } | null } | null
}

function mapIn({ vite }: TestProject, path: string): never | undefined {
  for (const { moduleGraph } of Object.values(vite.environments)) {
    const module = moduleGraph.getModuleById(path) as Transformed | undefined
    const map = module?.transformResult?.map
    if (map?.mappings !== undefined && map.mappings !== '') return map as never
  }
  return undefined
}
