import { join } from 'node:path'

/** Where the journals of a root lie. */
export function undoFolder(root: string, reportsDir: string): string {
  return join(root, reportsDir, 'undo')
}
