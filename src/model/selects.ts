import picomatch from 'picomatch/posix.js'
import type { Selector, Subject } from './subject.ts'

type Selects = (subject: Subject) => boolean

/**
 * Whether a subject is one that the selector names. In the name of a test `*` stands for any text, `/` and line breaks too, and all
 * else for itself, since a name is no path and often holds brackets. Globs on files are path globs; a path that equals the pattern
 * as it is written is always selected. All other names are exact: an artifact is named by its glob, which selects files, not names.
 */
export function selects(selector: Selector): Selects {
  switch (selector.kind) {
    case 'run':
      return ({ kind }) => kind === 'run'
    case 'test':
      return testSelects(selector)
    case 'file': {
      const matches = pathMatcher(selector.name)
      return ({ kind, name }) => kind === 'file' && matches(name)
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
  const literals = pattern.split(/\*+/).map((literal) => literal.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
  const expression = new RegExp(`^${literals.join('.*')}$`, 's')
  return (text) => text === pattern || expression.test(text)
}

function pathMatcher(pattern: string): (text: string) => boolean {
  // picomatch throws at an empty pattern; it selects what has no path.
  const matches = pattern === '' ? () => false : picomatch(pattern, { dot: true })
  return (text) => text === pattern || matches(text)
}
