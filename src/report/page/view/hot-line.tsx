import type { JSX } from 'preact'
import { formatQuantity } from '../../../model/format-quantity.ts'
import type { Frame, Profile } from '../../../model/profile.ts'
import type { PageVerdict } from '../../html/page-data.ts'
import { hotPathText } from '../../profile-text.ts'
import { formatRoute } from '../route.ts'
import { useData } from './data-context.ts'
import { Name } from './names.tsx'

/** The line that is to blame for a verdict, with a way to its profile. */
export function HotLine({ verdict }: { readonly verdict: PageVerdict }): JSX.Element | undefined {
  const { head } = useData()
  const [place] = verdict.profiles
  const profile = place === undefined ? undefined : head.report.profiles[place]
  if (profile === undefined || place === undefined) return undefined
  const [hot] = profile.hotPath
  return (
    <p class="hot">
      <span class="label">hot line</span>
      {hot === undefined ? <span>{hotPathText(profile)}</span> : <HotFrame hot={hot} profile={profile} />}
      <a href={formatRoute({ page: 'profile', place })}>profile</a>
    </p>
  )
}

function HotFrame({ hot, profile }: { readonly hot: Frame; readonly profile: Profile }): JSX.Element {
  const line = hot.hottestLine ?? hot.line
  return (
    <>
      {hot.file === undefined ? undefined : <code>{`${hot.file}${line === undefined ? '' : `:${line}`}`}</code>}
      <Name>{profile.hotPath.map((frame) => frame.function).join(' → ')}</Name>
      <span>{formatQuantity(hot.self, hot.unit)}</span>
      {profile.comparedWith === undefined ? undefined : (
        <span class="soft">{hot.before === undefined ? 'was not there' : `was ${formatQuantity(hot.before, hot.unit)}`}</span>
      )}
    </>
  )
}
