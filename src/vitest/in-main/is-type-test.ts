import type { TestModule } from 'vitest/node'

/** True for a file that the type checker read instead of running it: there is nothing to measure in it. */
export function isTypeTest(module: TestModule): boolean {
  return (module.meta() as { readonly typecheck?: boolean }).typecheck === true
}
