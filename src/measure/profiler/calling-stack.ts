import { pathToFileURL } from 'node:url'
import type { StackFrame } from '../../model/profile.ts'

// Node's own functions and those of packages lie between; few of them are worth keeping.
const deepest = 60
const mostFrames = 12

/**
 * The code that called the function `below`, the innermost first, without Node's own; as it runs, before any source map. `below` must
 * be a function that is being called.
 */
export function callingStack(below: (...args: never[]) => unknown): readonly StackFrame[] {
  const before = { prepareStackTrace: Reflect.get(Error, 'prepareStackTrace') as unknown, stackTraceLimit: Error.stackTraceLimit }
  try {
    // Loaders put source maps there, which say less than the places that ran.
    Error.prepareStackTrace = (_, sites) => sites
    Error.stackTraceLimit = deepest
    const holder: { readonly stack?: unknown } = {}
    Error.captureStackTrace(holder, below)
    return Array.isArray(holder.stack) ? framesOf(holder.stack as NodeJS.CallSite[]) : []
  } finally {
    Object.assign(Error, before)
  }
}

function framesOf(sites: readonly NodeJS.CallSite[]): StackFrame[] {
  return sites.flatMap(frameOf).slice(0, mostFrames)
}

function frameOf(site: NodeJS.CallSite): StackFrame[] {
  const name = site.getScriptNameOrSourceURL() ?? ''
  const [line, column] = [site.getLineNumber(), site.getColumnNumber()]
  if (line === null || !/^(?:file:|\/|[A-Za-z]:[\\/])/.test(name)) return []
  const url = name.startsWith('file:') ? name : pathToFileURL(name).href
  return [{ functionName: site.getFunctionName() ?? '', url, lineNumber: line - 1, columnNumber: (column ?? 1) - 1 }]
}
