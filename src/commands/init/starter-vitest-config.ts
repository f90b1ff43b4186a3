/** The config of a project that had none. */
export const starterVitestConfig = `import slo from 'vitest-slo'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [slo()],
})
`
