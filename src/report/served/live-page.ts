import type { LiveRun } from '../../model/live.ts'
import { markup } from '../html/markup.ts'
import { liveRegions } from './live-regions.ts'
import { renderServedPage } from './served-page.ts'

/** The page of a run as it goes. Readable as it comes; a script keeps it fresh, and goes on to the report at the end. */
export function renderLivePage(run: LiveRun | undefined, service?: string): string {
  const { state, tests, probes, trouble, notes } = liveRegions(run)
  const main = markup`<p id="state" role="status">${state}</p>
<p id="link" class="soft">${run === undefined ? undefined : markup`Began ${run.startedAt.slice(0, 19).replace('T', ' ')} UTC.`}</p>
<div id="tests">${tests}</div>
<div id="probes">${probes}</div>
<div id="trouble">${trouble}</div>
<div id="notes">${notes}</div>
<noscript><p>Without scripts this page stands still: load it again to see more.</p></noscript>`
  return renderServedPage({
    title: service === undefined ? 'Live' : `Live: ${service}`,
    place: '/live',
    main,
    script: '/live.js',
  })
}

/** What the script of the page is sent: one line of JSON. */
export function liveView(run: LiveRun | undefined): string {
  const regions = Object.entries(liveRegions(run)).map(([name, { markup: html }]) => [name, html] as const)
  return JSON.stringify({ regions: Object.fromEntries(regions), running: run?.status === 'running', reported: isReported(run) })
}

/** Whether the last report is that of this run. A shard leaves its own beside it. */
function isReported(run: LiveRun | undefined): boolean {
  return run?.status === 'ended' && run.judged !== undefined && run.judged.scope !== 'shard'
}

/** Puts what it is sent into its place, where that changed, and goes to the report when a run that it saw going has ended. */
export const liveScript = `'use strict'
const shown = {}
let wasRunning = false
const source = new EventSource('/events?view=html')
const link = document.getElementById('link')
source.addEventListener('live', ({ data }) => {
  const { regions, running, reported } = JSON.parse(data)
  for (const [name, html] of Object.entries(regions)) {
    if (shown[name] === html) continue
    shown[name] = html
    document.getElementById(name).innerHTML = html
  }
  if (wasRunning && reported) location.assign('/report')
  wasRunning = running
})
source.addEventListener('open', () => { link.textContent = '' })
source.addEventListener('error', () => { link.textContent = 'No connection to slo serve; trying again.' })
`
