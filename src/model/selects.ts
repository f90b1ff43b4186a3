import picomatch from 'picomatch/posix.js'
import type { Selector, Subject } from './subject.ts'

type Selects = (subject: Subject) => boolean

/**
 * Whether a subject is one that the selector names. Globs on names of tests cross `/` and line breaks, since a name is no path;
 * globs on files and artifacts are path globs. What equals a pattern as it is written is always selected, brackets and all.
 */
export function selects(selector: Selector): Selects {
  switch (selector.kind) {
    case 'run':
      return ({ kind }) => kind === 'run'
    case 'test':
      return testSelects(selector)
    case 'file':
    case 'artifact': {
      const matches = pathMatcher(selector.name)
      return ({ kind, name }) => kind === selector.kind && matches(name)
    }
    default:
      return ({ kind, name }) => kind === selector.kind && name === selector.name
  }
}

function testSelects({ name, file, tag }: Selector & { readonly kind: 'test' }): Selects {
  const nameMatches = name === undefined ? () => true : nameMatcher(name)
  const fileMatches = file === undefined ? () => true : pathMatcher(file)
  return (subject) =>
    subject.kind === 'test' &&
    nameMatches(subject.name) &&
    fileMatches(subject.file ?? '') &&
    (tag === undefined || subject.tags?.includes(tag) === true)
}

function nameMatcher(pattern: string): (text: string) => boolean {
  const matches = picomatch(pattern, { dot: true, bash: true, flags: 's' })
  return (text) => text === pattern || matches(text)
}

function pathMatcher(pattern: string): (text: string) => boolean {
  const matches = picomatch(pattern, { dot: true })
  return (text) => text === pattern || matches(text)
}
