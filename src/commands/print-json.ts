import type { Output } from './world.ts'

/** One value as indented JSON, with a newline at the end. */
export function printJson(output: Output, value: unknown): void {
  output.write(`${JSON.stringify(value, undefined, 2)}\n`)
}
