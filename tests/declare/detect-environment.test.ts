import { expect, test } from 'vitest'
import { detectEnvironment } from '../../src/declare/detect-environment.ts'

test.each([
  [{}, 'development', 'local'],
  [{ CI: 'true' }, 'ci', 'ci'],
  [{ CI: '1' }, 'ci', 'ci'],
  [{ CI: 'woodpecker' }, 'ci', 'ci'],
  [{ CI: 'false' }, 'development', 'local'],
  [{ CI: 'FALSE' }, 'development', 'local'],
  [{ CI: '0' }, 'development', 'local'],
  [{ CI: '' }, 'development', 'local'],
  [{ CI: 'true', GITHUB_ACTIONS: 'true', RUNNER_ENVIRONMENT: 'github-hosted' }, 'ci', 'github-hosted'],
  [{ CI: 'true', GITHUB_ACTIONS: 'true', RUNNER_ENVIRONMENT: 'self-hosted' }, 'ci', 'github-self-hosted'],
  [{ CI: 'true', GITHUB_ACTIONS: 'true' }, 'ci', 'github-self-hosted'],
  [{ RUNNER_ENVIRONMENT: 'github-hosted' }, 'development', 'local'],
  [{ CI: 'true', GITLAB_CI: 'true' }, 'ci', 'gitlab'],
  [{ CI: 'true', SLO_ENV: 'production', SLO_MACHINE: 'big' }, 'production', 'big'],
  [{ CI: 'true', SLO_ENV: ' ', SLO_MACHINE: '' }, 'ci', 'ci'],
  [{ SLO_ENV: ' staging ' }, 'staging', 'local'],
] as const)('%o', (env, environment, machineClass) => {
  expect(detectEnvironment(env)).toEqual({ environment, machineClass })
})
