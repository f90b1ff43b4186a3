/** Which overrides of the configuration apply here. */
export interface Environment {
  readonly environment: string
  readonly machineClass: string
}

/**
 * From the environment variables of the process. Environment: SLO_ENV, else `ci` where CI is set (and not `false` or `0`), else
 * `development`. Machine class: SLO_MACHINE, else what the CI system says of its runner, else `ci` or `local`.
 */
export function detectEnvironment(env: Readonly<Record<string, string | undefined>>): Environment {
  return {
    environment: written(env['SLO_ENV']) ?? (isCi(env) ? 'ci' : 'development'),
    machineClass: written(env['SLO_MACHINE']) ?? runnerOf(env),
  }
}

/** Whether a CI system runs this process. */
export function isCi(env: Readonly<Record<string, string | undefined>>): boolean {
  return isSet(env['CI'])
}

function runnerOf(env: Readonly<Record<string, string | undefined>>): string {
  if (isSet(env['GITHUB_ACTIONS'])) return env['RUNNER_ENVIRONMENT'] === 'github-hosted' ? 'github-hosted' : 'github-self-hosted'
  if (isSet(env['GITLAB_CI'])) return 'gitlab'
  return isCi(env) ? 'ci' : 'local'
}

function isSet(value: string | undefined): boolean {
  return !['', 'false', '0'].includes(written(value)?.toLowerCase() ?? '')
}

function written(value: string | undefined): string | undefined {
  const text = value?.trim()
  return text === '' ? undefined : text
}
