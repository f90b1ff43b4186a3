export { slo as default } from './vitest/plugin.ts'
export type { SloOptions } from './vitest/plugin.ts'
export type { Register } from './vitest/register.ts'
