import slo from 'vitest-slo'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [slo()],
  test: { include: ['tests/**/*.test.ts'] },
})
