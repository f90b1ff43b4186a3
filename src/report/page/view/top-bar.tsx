import type { JSX } from 'preact'
import { useTheme } from '../browser/theme.ts'
import { readableTime, revisionText } from '../run-text.ts'
import { useData } from './data-context.ts'
import { Mark } from './marks.tsx'

/** Which run this is, at the top of every place. */
export function TopBar(): JSX.Element {
  const { head } = useData()
  const { run } = head.report
  const [mark, , look] = head.headline
  const [theme, step] = useTheme()
  const revision = revisionText(run)
  return (
    <header class="top">
      <a class="brand" href="#/overview">
        <Mark status={look} mark={mark} />
        <bdi>{run.service ?? 'SLO report'}</bdi>
      </a>
      <span class="facts">
        {revision === '' ? undefined : <code>{revision}</code>}
        <span>{readableTime(run.startedAt)}</span>
        <span>{run.environment}</span>
        {run.scope === 'full' ? undefined : <span>{run.scope} run</span>}
      </span>
      <button type="button" class="quiet" onClick={step} aria-label={`Theme: ${theme}. Change it`} title="Theme">
        {theme}
      </button>
    </header>
  )
}
