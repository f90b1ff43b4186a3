import slo from 'vitest-slo'
import { defineConfig } from 'vitest/config'

// The gate of this repository. It uses the built package through its public doors, as any project would: `npm run gate` builds first.
export default defineConfig({
  plugins: [slo()],
  test: {
    include: ['gate/*.test.ts'],
    globalSetup: ['gate/make-checkout.ts'],
    // One file runs after the other: what is measured must not compete with what is measured beside it.
    fileParallelism: false,
    testTimeout: 120_000,
  },
})
