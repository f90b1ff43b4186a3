// All that slo.config.ts runs, in one place, so that the built package can keep it in one file.
export { defineConfig } from './define-config.ts'
export { cleanroom, relaxed, strict } from './presets.ts'
export { sli } from '../model/sli.ts'
