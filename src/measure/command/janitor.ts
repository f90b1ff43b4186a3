// Entry of the janitor: a process of its own that outlives the one that started it, by just as long as it takes to clean up after it.
import { readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { endTree } from '../process/end-tree.ts'
import { endGroupsOf } from '../process/end-groups.ts'
import { janitorName } from '../process/marked-processes.ts'
import { folderPrefix } from './command-session.ts'
import { undoSession } from './recover-workspace.ts'
import type { JanitorOrder } from './start-janitor.ts'

const session = process.env[janitorName] ?? ''
const orders: JanitorOrder[] = []

// What ends a whole run must not end the one that cleans up after it. It ends by itself, when its pipe closes.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined)

const lines = createInterface({ input: process.stdin })
lines.on('line', (line) => orders.push(JSON.parse(line) as JanitorOrder))
lines.once('close', () => void cleanUp())
process.stdout.write('ready\n')

async function cleanUp(): Promise<void> {
  await endTree({ marker: `${session}.`, group: () => undefined, seen: () => [] })
  await endGroupsOf(`${session}.`)
  for (const { root, reportsDir } of orders) undoSession(root, reportsDir, session)
  for (const name of readdirSync(tmpdir())) {
    if (name.startsWith(folderPrefix(session))) rmSync(join(tmpdir(), name), { recursive: true, force: true, maxRetries: 3 })
  }
  process.exit()
}
