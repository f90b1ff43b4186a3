import type { World } from '../world.ts'

/** Who decided something here, and when. */
export function byHand({ env, now }: Pick<World, 'env' | 'now'>): { readonly by: string; readonly at: string } {
  const by = [env['GITHUB_ACTOR'], env['GITLAB_USER_LOGIN'], env['USER'], env['LOGNAME']].find(
    (name) => name !== undefined && name !== '',
  )
  return { by: by ?? 'somebody', at: now().toISOString() }
}
