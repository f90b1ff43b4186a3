import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { serialize } from 'node:v8'
import { startJanitor } from '../../measure/command/start-janitor.ts'
import { nextMarker } from '../../measure/command/command-session.ts'
import { withMarker } from '../../measure/command/command-environment.ts'
import type { ExecutionResult } from '../../measure/process/execution.ts'
import { sampler } from '../../measure/process/sampler.ts'
import type { RecordedWindow } from '../../measure/profiler/recording.ts'
import { formatQuantity } from '../../model/format-quantity.ts'
import type { Subject } from '../../model/subject.ts'
import type { ProfileTarget } from '../../profile/profile-targets.ts'
import { besideThis } from '../beside-this.ts'
import { passVariable } from '../pass-variable.ts'
import { failureFile } from './pass-request.ts'
import type { PassRequest } from './pass-request.ts'
import type { PassContext } from './pass-context.ts'

/** Runs the test of a target once more in a Vitest of its own that records into the folder. Gives the reason where it failed. */
export async function recordTest(target: ProfileTarget, dir: string, context: PassContext): Promise<string | undefined> {
  const { root, config, vitest, native } = context
  const { file, test, project } = target.origin as NonNullable<ProfileTarget['origin']>
  const order = { kind: target.kind, native, window: windowOf(target.subject), dir }
  const request: PassRequest = { root, config, ...vitest, file, test, project, order }
  writeFileSync(join(dir, 'request'), serialize(request))
  await startJanitor({ root, reportsDir: config.reports.dir })
  const result = await execute(join(dir, 'request'), context)
  return failureOf(result, dir, context)
}

/** A benchmark and a leak are measured by the whole of their test. */
function windowOf({ kind, name }: Subject): RecordedWindow {
  if (kind === 'measure' || kind === 'command') return { kind, name }
  return { kind: kind === 'file' ? 'file' : 'test' }
}

function execute(request: string, { root, config }: PassContext): Promise<ExecutionResult> {
  const marker = nextMarker()
  const flags = process.execArgv.filter((flag) => !/^--(inspect|debug|cpu-prof|heap-prof)/.test(flag))
  const { NODE_V8_COVERAGE: _, ...env } = process.env as Record<string, string>
  return sampler.execute({
    run: [process.execPath, ...flags, besideThis('run-pass', import.meta.url), request],
    cwd: root,
    env: { ...env, [passVariable]: '1', NO_COLOR: '1' },
    marker,
    markers: withMarker(process.env, marker),
    timeout: config.profiling.timeout,
    interval: config.monitoring.interval,
  })
}

function failureOf({ end, output }: ExecutionResult, dir: string, { config }: PassContext): string | undefined {
  if (end.kind === 'timed-out') {
    return `it took longer than ${formatQuantity(config.profiling.timeout, 'ms')} (profiling.timeout)`
  }
  const said = join(dir, failureFile)
  const text = existsSync(said) ? readFileSync(said, 'utf8') : output
  const firstLine = text.trim().split('\n', 1)[0] as string
  return firstLine === '' ? undefined : `run alone it failed: ${firstLine}`
}
