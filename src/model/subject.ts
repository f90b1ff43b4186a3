import type { SubjectKind } from './metric.ts'

/**
 * What was measured. `name` is the full name of a test (`suite > test`), the path of a file relative to the root, or the name a
 * command, measure, metric or artifact was given; the run has the name `run`.
 */
export interface Subject {
  readonly kind: SubjectKind
  readonly name: string
  /** Path of the test file, relative to the root, with forward slashes. Of tests only. */
  readonly file?: string
  /** Vitest project; left out where there is only one. Of tests and files only. */
  readonly project?: string
  /** Tags of the test. */
  readonly tags?: readonly string[]
}

/** Where in the test suite something was recorded: the way back from a number to the code that made it. */
export interface Origin {
  readonly file: string
  readonly test: string
  readonly project?: string
}

/** Stands where the name of a test would, for what a file does in its hooks. */
export const outsideOfTests = '(outside of its tests)'

/** Which subjects an SLI looks at. Names and files of tests, files and artifacts are globs; all other names are exact. */
export type Selector =
  | { readonly kind: 'test'; readonly name?: string; readonly file?: string; readonly tag?: string }
  | { readonly kind: 'file'; readonly name: string }
  | { readonly kind: 'artifact'; readonly name: string }
  | { readonly kind: 'command' | 'measure' | 'container' | 'leak' | 'bench' | 'metric'; readonly name: string }
  | { readonly kind: 'run' }

/** One string per subject, for maps: equal for equal subjects, different for different ones. */
export function subjectKey({ kind, name, file = '', project = '' }: Subject): string {
  return [kind, project, file, name].join('\u0000')
}

/** For a person: `command build:first`, `test tests/a.test.ts > parses`, `run`. */
export function formatSubject({ kind, name, file }: Subject): string {
  if (kind === 'run') return 'run'
  return file === undefined ? `${kind} ${name}` : `${kind} ${file} > ${name}`
}

/** For a person: `command build:first`, `tests in tests/unit/**`. */
export function formatSelector(selector: Selector): string {
  if (selector.kind === 'run') return 'run'
  if (selector.kind !== 'test') return `${selector.kind} ${selector.name}`
  const { name, file, tag } = selector
  const parts = [name, file === undefined ? undefined : `in ${file}`, tag === undefined ? undefined : `tagged ${tag}`]
  return ['tests', ...parts.filter((part) => part !== undefined)].join(' ')
}
