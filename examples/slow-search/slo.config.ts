import { defineConfig, sli } from 'vitest-slo/config'

export default defineConfig({
  service: 'example-slow-search',
  // The example is violated on purpose, on a busy machine too.
  fitness: 'ignore',
  slos: {
    search: { sli: sli.measure('search').duration, objective: 'median <= 1ms' },
  },
})
