import { defineConfig } from 'vitest/config'
import { CountReporter } from './tests/support/count-reporter.ts'

const everything = { lines: 100, branches: 100 }
/** Where only the count is asked for, a test may fail once: it is named with its failure, and a handful of them fails the run. */
const retry = process.env.TEST_RESULTS === undefined ? 0 : 1

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/e2e/**'],
          globalSetup: ['tests/support/build-page.ts'],
          testTimeout: 30_000,
          hookTimeout: 30_000,
          retry,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          globalSetup: [
            'tests/support/install-chromium.ts',
            'tests/support/install-monitoring.ts',
            'tests/support/install-validators.ts',
            'tests/support/install-consumers.ts',
            'tests/support/start-engine.ts',
          ],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          retry,
          // After the unit tests: these start whole Vitest runs and measure them. They wait for processes more than they compute.
          sequence: { groupOrder: 1 },
          maxWorkers: 2,
        },
      },
    ],
    reporters: process.env.TEST_RESULTS === undefined ? ['default'] : ['default', new CountReporter()],
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      // Coverage does not see the process that loads the Vitest configuration, nor the browser that shows the page.
      exclude: ['src/vitest/**', 'src/report/page/browser/**', 'src/report/page/view/**'],
      reporter: ['text-summary', 'html'],
      thresholds: {
        'src/model/**': everything,
        'src/stats/**': everything,
        'src/aggregate/**': everything,
        'src/judge/**': everything,
        'src/report/**': everything,
        'src/profile/**': everything,
        'src/export/**': everything,
      },
    },
  },
})
