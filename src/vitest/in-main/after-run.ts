import type { Vitest } from 'vitest/node'
import { wantsAlerts } from '../../commands/alerts/wants-alerts.ts'
import { publishRun } from '../../finish-run.ts'
import type { Ports } from '../../finish-run.ts'
import { isStateChannel } from '../../model/alert-channel.ts'
import type { Config } from '../../model/config.ts'
import type { Past } from '../../model/past.ts'
import type { Run } from '../../model/run.ts'
import { statusAlone } from '../../model/verdict.ts'
import { nowhere } from '../../report/checks-of-run.ts'
import { tellLive } from './live.ts'
import type { LoadedConfig } from './load-config.ts'
import { rememberReport } from './remember-run.ts'
import type { RunInProgress } from './start-run.ts'
import type { Summary } from './summary.ts'

/** A run that was judged, and what can still be done for it. */
export interface JudgedRun {
  readonly vitest: Vitest
  readonly loaded: LoadedConfig
  readonly run: RunInProgress
  readonly summary: Summary
  readonly judged: Run
  readonly ports: Ports
  /** Settles when the run is in the history, or could not be. */
  readonly remembered: Promise<void>
}

/** Plans what is done when every test and every other reporter is done: causes looked for, the PDF printed, GitHub and people told. */
export function planAfterwards(state: JudgedRun): void {
  const { judged, summary, loaded, vitest } = state
  const { config } = loaded
  const [profiles, pdf, github] = [wantsProfiles(judged, config), wantsPdf(vitest, config), isOnGithub(vitest)]
  const alerts = wantsAlerts(judged, config, process.env)
  if (!profiles && !pdf && !github && !alerts) return
  summary.before(async () => {
    // First of all the run itself: what takes long may be cut off.
    await state.remembered
    const last = profiles ? await addProfiles(state) : judged
    if (pdf) await addPdf(state, last)
    if (github) await tellGithub(state, last)
    if (alerts) await tellPeople(state, last)
  })
}

/** Only where the whole run is over and here: not of a shard, which judges nothing, nor in watch mode, where somebody waits. */
function wantsProfiles({ scope, verdicts }: Run, { profiling: { when } }: Config): boolean {
  if (when === 'never' || (scope !== 'full' && scope !== 'filtered')) return false
  return when === 'always' || verdicts.some((verdict) => statusAlone(verdict) === 'violated')
}

/** A browser for every rerun of a watch would be in the way. */
function wantsPdf({ config }: Vitest, { reports }: Config): boolean {
  return reports.formats.includes('pdf') && !config.watch
}

/** A run of a comparison is one of many, and of another revision. */
function isOnGithub({ config }: Vitest): boolean {
  const { GITHUB_ACTIONS, GITHUB_STEP_SUMMARY, SLO_RUN } = process.env
  return !config.watch && SLO_RUN !== 'comparison' && (GITHUB_ACTIONS === 'true' || (GITHUB_STEP_SUMMARY ?? '') !== '')
}

/** Looks for the causes and writes the reports again. Whatever goes wrong, the reports and the verdicts that are there stay. */
async function addProfiles({ vitest, summary, loaded: { config }, judged, ports, run }: JudgedRun): Promise<Run> {
  try {
    const { profileRun } = await import('../profiling/profile-run.ts')
    const profiled = await profileRun({
      vitest,
      config,
      run: judged,
      note: (text) => summary.note(text),
      onPass: (pass) => tellLive({ kind: 'profiling', pass }),
    })
    if (profiled === undefined) return judged
    for (const { message } of publishRun({ run: profiled, past: run.past }, config, ports).unwritten) summary.note(message)
    await rememberProfiles(profiled, { vitest, summary, config })
    return profiled
  } catch (error) {
    summary.note(`nothing was profiled: ${(error as Error).message}`)
    return judged
  }
}

/** The run itself is remembered: without its profiles, where this fails. */
async function rememberProfiles(
  profiled: Run,
  { vitest, summary, config }: Pick<JudgedRun, 'vitest' | 'summary'> & { readonly config: Config },
): Promise<void> {
  await rememberReport(profiled, config, vitest.config.root).catch((error: Error) =>
    summary.note(`the profiles are not remembered: ${error.message}`),
  )
}

/** A report that was asked for and cannot be written fails the run, whatever its format. */
async function addPdf({ summary, run, ports }: JudgedRun, last: Run): Promise<void> {
  try {
    const { printRun } = await import('./print-run.ts')
    ports.write('pdf', [await printRun(last, ports.declared)])
    summary.wrote('pdf')
  } catch (error) {
    summary.note(`the PDF was not written, so the run counts as failed: ${(error as Error).message}`)
    run.fails = true
    process.exitCode = 1
  }
}

/** A channel that fails changes no verdict. */
async function tellPeople({ vitest, summary, loaded: { config }, ports, run }: JudgedRun, last: Run): Promise<void> {
  if (!(await isWorthTelling(last, config, run.past))) return
  const { tellAlerts } = await import('../../commands/alerts/tell-alerts.ts')
  const { declared = nowhere } = ports
  const about = { root: vitest.config.root, env: process.env, declared, ...(run.past === undefined ? {} : { past: run.past }) }
  await tellAlerts(last, config, { ...about, note: (text) => summary.note(text) })
}

/** Of most runs there is nothing to tell: that is found out before anything is loaded or opened. */
async function isWorthTelling(run: Run, { alerts }: Config, past: Past | undefined): Promise<boolean> {
  if (alerts?.channels.some(isStateChannel) === true) return true
  const { mayTell } = await import('../../alert/may-tell.ts')
  return mayTell(run, past?.unread === undefined ? past?.marks : undefined)
}

/** Nobody asked for it, so it fails nothing. */
async function tellGithub({ vitest, summary, ports }: JudgedRun, last: Run): Promise<void> {
  try {
    const { announceRun } = await import('./announce-run.ts')
    announceRun(last, vitest, ports.declared)
  } catch (error) {
    summary.note(`GitHub was not told: ${(error as Error).message}`)
  }
}
