import { appendFileSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import type { Vitest } from 'vitest/node'
import type { Run } from '../../model/run.ts'
import { nowhere } from '../../report/checks-of-run.ts'
import type { Declared } from '../../report/checks-of-run.ts'
import { runDocument } from '../../report/documents/run-document.ts'
import { annotationsOf } from '../../report/github/annotations.ts'
import { fitMarkdown } from '../../report/github/fit-markdown.ts'

// GitHub takes 1 MiB of a step, and others may write there too.
const mostBytes = 600_000

/**
 * Tells GitHub Actions of a run: a summary of the job, and annotations at the lines that matter. These are printed on the error stream,
 * which the runner reads as well: a machine-readable reporter may own the standard output.
 */
export function announceRun(run: Run, vitest: Vitest, declared: Declared = nowhere): void {
  const document = runDocument({ run, declared })
  const { GITHUB_STEP_SUMMARY: file = '', GITHUB_ACTIONS } = process.env
  if (GITHUB_ACTIONS === 'true') {
    const lines = annotationsOf(document.checks, { pathOf: pathFrom(vitest.config.root), failuresShown: annotates(vitest) })
    process.stderr.write(lines.map((line) => `${line}\n`).join(''))
  }
  if (file !== '') appendFileSync(file, `\n${fitMarkdown(document, mostBytes)}\n`)
}

function pathFrom(root: string): (file: string) => string {
  const workspace = process.env['GITHUB_WORKSPACE'] ?? root
  return (file) => relative(workspace, resolve(root, file)).replaceAll('\\', '/')
}

/** Vitest's own reporter annotates each entry of the module of the verdicts that failed. */
function annotates({ config }: Vitest): boolean {
  const names = (config.reporters as readonly unknown[]).map((reporter) =>
    Array.isArray(reporter) ? (reporter[0] as unknown) : reporter,
  )
  return names.includes('github-actions')
}
