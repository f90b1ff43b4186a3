import { formatQuantity } from '../model/format-quantity.ts'
import type { Frame, FrameOwner, Profile } from '../model/profile.ts'
import { sanitizeFlat } from './text/sanitize.ts'

/** The hot path of a profile in one line: `readTemplates → JSON.parse (src/templates.ts:88)  1.14s self, was 310ms`. */
export function hotPathText(profile: Profile): string {
  const [hot] = profile.hotPath
  if (hot === undefined) return `none: ${emptyText(profile)}`
  const names = profile.hotPath.map((frame) => sanitizeFlat(frame.function)).join(' → ')
  const place = placeText(hot)
  const opened = 'traffic' in profile ? 'opened in ' : ''
  return `${names}${place === undefined ? '' : ` (${opened}${place})`}  ${costText(hot, profile)}`
}

/** Where a function is: `src/templates.ts:84`, with the line that took most where that is another one. */
export function placeText({ file, line, hottestLine }: Pick<Frame, 'file' | 'line' | 'hottestLine'>): string | undefined {
  if (file === undefined) return undefined
  const most = hottestLine === undefined || hottestLine === line ? '' : `, most in line ${hottestLine}`
  return `${sanitizeFlat(file)}${line === undefined ? '' : `:${line}`}${most}`
}

function costText({ self, before, unit }: Frame, { kind, comparedWith }: Profile): string {
  const noun = { cpu: 'self', heap: 'allocated', disk: 'read and written', network: 'sent and received' }[kind]
  const cost = `${formatQuantity(self, unit)} ${noun}`
  if (comparedWith === undefined) return cost
  return before === undefined ? `${cost}, was not there` : `${cost}, was ${formatQuantity(before, unit)}`
}

function emptyText(profile: Profile): string {
  if ('traffic' in profile) return 'nothing was read, written or sent'
  const { idle, ...busy } = profile.shares
  const all = Object.values(busy).reduce((sum, share) => sum + share, idle)
  return all === 0
    ? 'nothing was recorded'
    : `idle ${formatQuantity(idle / all, 'ratio')} of ${formatQuantity(all, profile.unit)}`
}

const owners: Readonly<Record<FrameOwner, string>> = {
  own: 'own code',
  dependency: 'packages',
  node: 'Node.js',
  gc: 'garbage collector',
  idle: 'idle',
}

/** Whose code it was, in a word or two. */
export function ownerText(owner: FrameOwner): string {
  return owners[owner]
}
