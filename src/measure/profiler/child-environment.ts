import { fileURLToPath } from 'node:url'
import { childVariable } from './child-order.ts'
import type { ChildOrder } from './child-order.ts'

/** Variables that make every Node process below a command record itself, on top of the environment it has. */
export function childEnvironment({ kind, native, dir }: ChildOrder, env: NodeJS.ProcessEnv): Record<string, string> {
  const hook = fileURLToPath(new URL('../../bundled/record-child.cjs', import.meta.url))
  const required = `--require ${JSON.stringify(hook)}`
  const order: ChildOrder = { kind, native, dir }
  return {
    NODE_OPTIONS: env.NODE_OPTIONS === undefined ? required : `${env.NODE_OPTIONS} ${required}`,
    [childVariable]: JSON.stringify(order),
  }
}
