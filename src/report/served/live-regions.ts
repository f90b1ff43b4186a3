import type { LiveOutcome, LivePass, LiveProbe, LiveRun, LiveTests } from '../../model/live.ts'
import type { Tone } from '../document.ts'
import { markup, nameMarkup } from '../html/markup.ts'
import type { Markup } from '../html/markup.ts'
import { countOf } from '../measured-text.ts'
import { toneOf } from '../state-text.ts'

/** The parts of the live page that change, each as HTML. */
export interface LiveRegions {
  /** One line that is read out when it changes: seldom. */
  readonly state: Markup
  readonly tests: Markup
  readonly probes: Markup
  readonly trouble: Markup
  readonly notes: Markup
}

const none = markup``

/** A run as it goes, in parts; also where there is none. */
export function liveRegions(run: LiveRun | undefined): LiveRegions {
  if (run === undefined) return { state: stateMarkup('unsure', idle), tests: none, probes: none, trouble: none, notes: none }
  return {
    state: stateMarkup(toneOfLive(run), stateOfLive(run)),
    tests: run.tests === undefined ? none : testsMarkup(run.tests),
    probes: markup`${run.probes.length === 0 ? none : probesMarkup(run.probes)}${run.pass === undefined ? none : passMarkup(run.pass)}`,
    trouble: markup`${listOf('Limits exceeded', run.limits)}${failuresMarkup(run)}`,
    notes: listOf('Notes', run.notes),
  }
}

const idle = 'No run goes on. One that begins now shows up here.'

function stateMarkup(tone: Tone, text: string): Markup {
  return markup`<span class="state ${tone}">${text}</span>`
}

/** What a run is at, in one line. */
export function stateOfLive(run: LiveRun): string {
  const { judged, status, phase } = run
  const [unknown, known] = states[status](phase)
  return judged === undefined ? unknown : `${known} ${[...troubleOf(run), outcomeText(judged)].join(', ')}`
}

/** What fails a run beside its SLOs. */
function troubleOf({ limits, tests }: LiveRun): readonly string[] {
  const failed = tests?.failed ?? 0
  return [...(limits.length > 0 ? ['limits exceeded'] : []), ...(failed > 0 ? [`${countOf(failed, 'test')} failed`] : [])]
}

/** Before and after it was judged. */
const states: Readonly<Record<LiveRun['status'], (phase: LiveRun['phase']) => readonly [unknown: string, known: string]>> = {
  running: (phase) => [phases[phase], phases[phase]],
  ended: () => ['The run was cut off: nothing was judged.', 'The run has ended:'],
  lost: () => [
    'The run ended without a word: its process is gone, and nothing was judged.',
    'The process of the run is gone without a word; by then:',
  ],
}

const phases: Readonly<Record<LiveRun['phase'], string>> = {
  starting: 'The run starts.',
  tests: 'Tests are running.',
  probes: 'Probes are taken.',
  profiling: 'What broke a promise runs again, with a profiler on.',
  ending: 'The run ends.',
}

function outcomeText({ outcome, exitCode, slos }: LiveOutcome): string {
  const counts = Object.entries(slos).map(([status, count]) => `${count} ${status === 'no-data' ? 'no data' : status}`)
  return `SLOs ${outcome === 'not-judged' ? 'not judged' : counts.join(', ') || 'none'}, exit ${exitCode}.`
}

function toneOfLive(run: LiveRun): Tone {
  const { judged, status } = run
  if (isTrouble(run)) return 'bad'
  if (judged === undefined || status === 'lost') return 'unsure'
  return toneOf({ ...judged, tests: noTests })
}

function isTrouble({ limits, failures, tests }: LiveRun): boolean {
  return limits.length > 0 || failures.length > 0 || (tests?.failed ?? 0) > 0
}

/** Those that failed are told already. */
const noTests = { passed: 0, failed: 0, skipped: 0 }

function testsMarkup({ files, found, passed, failed, skipped }: LiveTests): Markup {
  const done = passed + failed + skipped
  return markup`<h2>Tests</h2>
<p><progress aria-label="test files that have ended" max="${Math.max(1, files.of)}" value="${files.done}"></progress></p>
<p>${files.done} of ${countOf(files.of, 'file')}, ${done} of ${countOf(found, 'test')} found so far: ${passed} passed, ${failed} failed, ${skipped} skipped</p>` // prettier-ignore
}

function probesMarkup(probes: readonly LiveProbe[]): Markup {
  return markup`<h2>Probes</h2>
<div class="wide" role="region" aria-label="Probes" tabindex="0"><table><thead><tr><th scope="col">probe</th><th scope="col">samples</th><th scope="col">what</th></tr></thead>
<tbody>${probes.map(probeRow)}</tbody></table></div>`
}

function probeRow({ name, place, of, round, done, samples }: LiveProbe): Markup {
  const what = round === 'again' ? 'again, to confirm what broke a promise' : `${place} of ${of}`
  return markup`<tr><th scope="row">${nameMarkup(name)}</th><td>${done} of ${samples}</td><td>${what}</td></tr>`
}

function passMarkup({ name, what, place, of }: LivePass): Markup {
  return markup`<h2>Profiling</h2><p>${place} of ${of}: ${nameMarkup(name)}, ${what}</p>`
}

function failuresMarkup({ failures }: LiveRun): Markup {
  if (failures.length === 0) return none
  const items = failures.map(({ file, name }) => markup`<li>${nameMarkup(file)} &gt; ${nameMarkup(name)}</li>`)
  return markup`<h2>Failed tests</h2><ul>${items}</ul>`
}

function listOf(title: string, texts: readonly string[]): Markup {
  if (texts.length === 0) return none
  return markup`<h2>${title}</h2><ul>${texts.map((text) => markup`<li>${text}</li>`)}</ul>`
}
