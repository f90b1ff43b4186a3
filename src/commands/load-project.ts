import { relative, resolve } from 'node:path'
import { detectEnvironment } from '../declare/detect-environment.ts'
import type { Environment } from '../declare/detect-environment.ts'
import { findConfig, loadConfig } from '../declare/load-config.ts'
import type { Config } from '../model/config.ts'
import type { World } from './world.ts'

export interface Project {
  /** Folder of the configuration's project, absolute. */
  readonly root: string
  /** Path of the configuration as a person would write it here. */
  readonly name: string
  readonly config: Config
}

export interface ProjectRequest {
  /** Relative to where we are; that folder by default. */
  readonly root?: string
  /** The configuration, relative to where we are; the one in the root by default. */
  readonly file?: string
  /** Whose bounds apply; by default those of this process. */
  readonly environment?: Environment
}

/** Loads and checks the slo.config file of a project. Throws ConfigError with every fault. */
export async function loadProject(world: World, request: ProjectRequest = {}): Promise<Project> {
  const root = resolve(world.cwd, request.root ?? '.')
  const given = request.file === undefined ? undefined : resolve(world.cwd, request.file)
  const file = given ?? findConfig(root) ?? resolve(root, 'slo.config.ts')
  const name = relative(world.cwd, file).replaceAll('\\', '/')
  const { environment, machineClass } = request.environment ?? detectEnvironment(world.env)
  return { root, name, config: await loadConfig(file, { file: name, environment, machineClass }) }
}
