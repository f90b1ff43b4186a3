export { slo as default } from './vitest/plugin.ts'
export type { SloOptions } from './vitest/slo-options.ts'
export type { Register } from './vitest/register.ts'
