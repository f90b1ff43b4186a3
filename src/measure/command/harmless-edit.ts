import { basename, extname } from 'node:path'

/** How a comment is written, by the extensions that have it so. */
const comments: readonly (readonly [before: string, after: string, extensions: string])[] = [
  [
    '// ',
    '',
    'ts tsx js jsx mjs cjs mts cts java c cc cpp cxx h hpp cs go rs swift kt kts scala dart scss less groovy gradle proto zig',
  ],
  ['# ', '', 'py rb sh bash zsh fish yml yaml toml pl r ex exs tf nix graphql gql mk cmake properties conf'],
  ['/* ', ' */', 'css'],
  ['<!-- ', ' -->', 'html htm xml svg md vue svelte'],
  ['-- ', '', 'sql lua hs elm'],
]
const byName: Readonly<Record<string, string>> = { Makefile: '.mk', Dockerfile: '.sh', Rakefile: '.rb', Gemfile: '.rb' }

/**
 * What is added to the end of a file so that its content changes and its meaning does not: a comment line where the type of file has
 * comments, and else, as for JSON, `count` line ends. Different for each count.
 */
export function harmlessAddition(path: string, content: string, count: number): string {
  const lineEnd = content.includes('\r\n') ? '\r\n' : '\n'
  const name = basename(path)
  const extension = (byName[name] ?? extname(name)).slice(1).toLowerCase()
  const [before, after] = comments.find(([, , extensions]) => extensions.split(' ').includes(extension)) ?? []
  if (before === undefined) return lineEnd.repeat(count)
  const start = content === '' || content.endsWith('\n') ? '' : lineEnd
  return `${start}${before}vitest-slo edit ${count}${after}${lineEnd}`
}
