/** Whether a written path stays inside the folder it is relative to. Knows the forms of POSIX and Windows, on both. */
export function isInsideRoot(path: string): boolean {
  if (/^([\\/]|[a-zA-Z]:|~)/.test(path)) return false
  let depth = 0
  for (const step of path.split(/[\\/]/)) {
    if (step === '..') depth -= 1
    else if (step !== '' && step !== '.') depth += 1
    if (depth < 0) return false
  }
  return true
}
