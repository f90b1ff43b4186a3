import type { FrameOwner, StackFrame } from '../model/profile.ts'

/** A function as a person knows it, and whose it is. */
export interface CodePlace {
  readonly function: string
  readonly file?: string
  /** From 1. */
  readonly line?: number
  readonly owner: FrameOwner
}

/** Where a frame is. `root` is the folder of the project, absolute, with forward slashes. */
export function codePlace({ functionName, url, lineNumber }: StackFrame, root: string): CodePlace {
  const builtin = builtins[functionName]
  if (builtin !== undefined && url === '') return { function: functionName, owner: builtin }
  const path = pathOfUrl(url)
  if (path === undefined) return { function: functionName === '' ? '(anonymous)' : functionName, owner: 'node' }
  const inside = path.startsWith(`${root}/`)
  const place = { file: inside ? path.slice(root.length + 1) : path, line: Math.max(0, lineNumber) + 1 }
  const isForeign = !inside || path.includes('/node_modules/')
  return { function: nameOf(functionName, lineNumber), ...place, owner: isForeign ? 'dependency' : 'own' }
}

/** What V8 names where it runs no function of anybody. */
const builtins: Readonly<Record<string, FrameOwner>> = {
  '(root)': 'idle',
  '(idle)': 'idle',
  '(program)': 'node',
  '(garbage collector)': 'gc',
}

/** The function around a whole module has no name and starts with it. */
function nameOf(functionName: string, lineNumber: number): string {
  if (functionName !== '') return functionName
  return lineNumber <= 0 ? '(module)' : '(anonymous)'
}

/** The path of a file URL, or of what is a path already, with forward slashes; undefined for Node's own modules and for evaluated text. */
export function pathOfUrl(url: string): string | undefined {
  if (url.startsWith('file://')) return decoded(url.slice('file://'.length)).replace(/^\/(?=[A-Za-z]:)/, '')
  const path = url.replaceAll('\\', '/')
  return /^(\/|[A-Za-z]:\/)/.test(path) ? path : undefined
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.split(/[?#]/, 1)[0] as string)
  } catch {
    return text
  }
}
