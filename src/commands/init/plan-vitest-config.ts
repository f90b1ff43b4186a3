import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { findVitest } from '../find-vitest.ts'
import { firstLine } from '../first-line.ts'
import { findVitestConfig, ourName, pluginNames } from '../vitest-config.ts'
import { addPlugin } from './add-plugin.ts'
import type { Step } from './step.ts'
import { starterVitestConfig } from './starter-vitest-config.ts'

/** What is to be done so that Vitest has the plugin. An edit is proved by loading the edited text; what cannot be proved is not done. */
export async function planVitestConfig(root: string): Promise<Step> {
  const path = findVitestConfig(root)
  if (path === undefined)
    return { file: 'vitest.config.ts', action: 'created', note: 'slo() in its plugins', text: starterVitestConfig }
  const file = basename(path)
  const source = readFileSync(path, 'utf8')
  try {
    const before = await pluginNames(path, source)
    if (before.includes(ourName)) return { file, action: 'unchanged', note: 'slo() is in its plugins' }
    return await planEdit(path, source, before)
  } catch (error) {
    return findVitest(root) === undefined ? afterInstall(file) : byHand(file, `it could not be loaded: ${firstLine(error)}`)
  }
}

async function planEdit(path: string, source: string, before: readonly string[]): Promise<Step> {
  const file = basename(path)
  const text = /\.c[jt]s$/.test(file) ? undefined : addPlugin(source)
  if (text === undefined) return byHand(file, 'it is not clear where the plugin belongs')
  const after = await pluginNames(path, text)
  const isRight = sorted(after) === sorted([...before, ourName])
  if (!isRight) return byHand(file, 'the plugin was not there after the edit, or another one was lost')
  return { file, action: 'changed', note: 'slo() in its plugins', text }
}

function sorted(names: readonly string[]): string {
  return names.toSorted().join('\n')
}

function byHand(file: string, why: string): Step {
  return { file, action: 'not-done', note: `${why}. Left as it is; add these two lines yourself:\n    import slo from 'vitest-slo'\n    plugins: [slo()],   // in the configuration` } // prettier-ignore
}

/** The edit is tried out with what the config imports, and that is not all there. */
function afterInstall(file: string): Step {
  return {
    file,
    action: 'not-done',
    note: 'Vitest is not installed here, so an edit could not be tried out. Install it, and run slo init again',
  }
}
