import { defineConfig, sli } from 'vitest-slo/config'

// The name that the tests give to it. Without one it is known by its image: sli.container('node:20-slim').
const api = sli.container('orders-api')

export default defineConfig({
  service: 'example-orders-api',

  slos: {
    startup: { sli: api.startup, objective: '<= 30s', warning: '<= 20s' },
    memory: { sli: api.memory, objective: 'peak <= 128MiB', warning: 'peak <= 96MiB' },
    'cpu-time': { sli: api.cpuTime, objective: '<= 20s' },
    'no-oom-kills': { sli: api.oomKills, objective: '<= 0' },
    'placing-an-order': { sli: sli.measure('orders:place').duration, objective: 'median <= 250ms' },
  },
})
