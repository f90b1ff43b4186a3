import { pathToFileURL } from 'node:url'
import type { World } from '../world.ts'

/** A program that shows a page, or why none is started. */
export type Browser =
  | { readonly kind: 'program'; readonly command: string; readonly args: readonly string[] }
  | { readonly kind: 'none'; readonly reason: string }

/**
 * What shows a file here. `BROWSER` names a program, with options, `%s` for the page and several behind colons (the first is taken), as
 * desktops have it; `none` means none.
 */
export function browserFor(file: string, world: Pick<World, 'env' | 'platform'>): Browser {
  const { env, platform } = world
  const page = pathToFileURL(file).href
  const wanted = env['BROWSER'] ?? ''
  if (wanted !== '' && wanted !== 'none') return chosen(wanted, { page, platform })
  const reason = wanted === 'none' ? 'BROWSER is none' : whyNone(world)
  return reason === undefined ? usual(page, platform) : { kind: 'none', reason }
}

function whyNone({ env, platform }: Pick<World, 'env' | 'platform'>): string | undefined {
  if (!['', 'false', '0'].includes(env['CI'] ?? '')) return 'in CI nobody would see it'
  const needsDisplay = platform !== 'darwin' && platform !== 'win32'
  if (!needsDisplay || env['DISPLAY'] || env['WAYLAND_DISPLAY']) return undefined
  return 'there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set)'
}

function usual(page: string, platform: string): Browser {
  if (platform === 'darwin') return { kind: 'program', command: 'open', args: [page] }
  // The first argument in quotes would be the title of a window.
  if (platform === 'win32') return { kind: 'program', command: 'cmd', args: ['/c', 'start', '""', page] }
  return { kind: 'program', command: 'xdg-open', args: [page] }
}

function chosen(wanted: string, { page, platform }: { readonly page: string; readonly platform: string }): Browser {
  // A drive letter has a colon too.
  const first = platform === 'win32' ? wanted : (wanted.split(':').find((one) => one !== '') ?? '')
  const [command = '', ...args] = first.trim().split(/\s+/)
  const isPlaced = args.some((arg) => arg.includes('%s'))
  return { kind: 'program', command, args: isPlaced ? args.map((arg) => arg.replaceAll('%s', page)) : [...args, page] }
}
