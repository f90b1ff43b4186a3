import { defineConfig, sli } from 'vitest-slo/config'

export default defineConfig({ slos: { 'all-tests-run': { sli: sli.run.tests, objective: '>= 1000' } } })
