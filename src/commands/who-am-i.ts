import type { World } from './world.ts'

/** Who does something by hand, as far as the machine knows. */
export function whoAmI({ env }: Pick<World, 'env'>): string {
  return env['GITHUB_ACTOR'] || env['GITLAB_USER_LOGIN'] || env['USER'] || env['LOGNAME'] || env['USERNAME'] || 'unknown'
}
