import { formatQuantity } from '../../model/format-quantity.ts'
import type { Frame, FrameOwner, Opener, Profile, Traffic, TrafficChange } from '../../model/profile.ts'
import { formatSubject } from '../../model/subject.ts'
import { countOf } from '../measured-text.ts'
import { hotPathText, ownerText, placeText } from '../profile-text.ts'
import { cutMiddle } from '../text/cut-middle.ts'
import { sanitize, sanitizeFlat } from '../text/sanitize.ts'
import { labelled } from './page.ts'
import { paletteFor } from './palette.ts'
import type { Page } from './page.ts'

/** One profile for a person: what is hot, whose code it was, the functions, files or hosts that took most, and what changed. */
export function renderProfile(profile: Profile, options: { readonly colors: boolean; readonly width: number }): string {
  const page: Page = { palette: paletteFor(options.colors), width: Math.max(60, options.width) }
  const { subject, kind, source, samples, file, comparedWith } = profile
  const covers = `${source}, ${countOf(samples, 'execution')}, figures of one`
  const lines = [
    ` ${page.palette.strong(cutMiddle(sanitize(formatSubject(subject)), page.width - 12))}  ${kind}`,
    ...labelled('hot path', hotPathText(profile), page),
    ...('traffic' in profile ? trafficLines(profile, page) : callLines(profile, page)),
    ...labelled('recorded', covers, page),
    ...(comparedWith === undefined ? [] : labelled('against', sanitize(comparedWith), page)),
    ...labelled('profile', sanitize(file), page),
  ]
  return `${lines.join('\n')}\n`
}

function callLines(
  { topSelf, topTotal, shares, unit, changes = [] }: Exclude<Profile, { readonly traffic: unknown }>,
  page: Page,
): string[] {
  const known = (Object.entries(shares) as [FrameOwner, number][]).filter(([, share]) => share > 0)
  const whose = known.map(([owner, share]) => `${ownerText(owner)} ${formatQuantity(share, unit)}`).join(' · ')
  return [
    ...(whose === '' ? [] : labelled('whose', whose, page)),
    ...listed('self', topSelf.map((frame) => frameText(frame, frame.self)), page), // prettier-ignore
    ...listed('total', topTotal.map((frame) => frameText(frame, frame.total)), page), // prettier-ignore
    ...listed('changed', changes.map((change) => `${change.before === undefined ? 'new' : formatQuantity(change.before, unit)} → ${formatQuantity(change.after, unit)}  ${nameText(change)}`), page), // prettier-ignore
  ]
}

function frameText(frame: Frame, cost: number): string {
  return `${formatQuantity(cost, frame.unit)}  ${nameText(frame)}`
}

function nameText(frame: Pick<Frame, 'function' | 'file' | 'line'>): string {
  const place = placeText({ file: frame.file, line: frame.line })
  return `${sanitizeFlat(frame.function)}${place === undefined ? '' : ` (${place})`}`
}

const mostNames = 10

function trafficLines({ traffic, changes = [] }: Extract<Profile, { readonly traffic: unknown }>, page: Page): string[] {
  return [
    ...listed('most', traffic.slice(0, mostNames).map(trafficText), page),
    ...listed('changed', changes.map(movedText), page),
  ]
}

function trafficText({ name, read, written, operations, time, opener }: Traffic): string {
  const bytes = `${formatQuantity(read, 'bytes')} in, ${formatQuantity(written, 'bytes')} out`
  // Of one execution, on average: not always a whole number.
  const often = `${formatQuantity(operations, 'count')} ${operations === 1 ? 'time' : 'times'}`
  return `${bytes}, ${often}, ${formatQuantity(time, 'ms')}  ${openedText(name, opener)}`
}

function movedText({ name, opener, before, after }: TrafficChange): string {
  const was = before === undefined ? 'new' : formatQuantity(before, 'bytes')
  return `${was} → ${formatQuantity(after, 'bytes')}  ${openedText(name, opener)}`
}

function openedText(name: string, opener: Opener | undefined): string {
  return `${sanitizeFlat(name)}${opener === undefined ? '' : `  opened by ${nameText(opener)}`}`
}

function listed(label: string, texts: readonly string[], page: Page): string[] {
  return texts.flatMap((text, index) => labelled(index === 0 ? label : '', text, page))
}
