import { markerName } from '../process/marked-processes.ts'

/** What Vitest sets in its workers, with the value it sets; other values are the user's own. Undefined: whatever the value. */
const setByVitest: Readonly<Record<string, string | undefined>> = {
  VITEST: undefined,
  VITEST_MODE: undefined,
  VITEST_POOL_ID: undefined,
  VITEST_WORKER_ID: undefined,
  TEST: 'true',
  NODE_ENV: 'test',
  MODE: 'test',
  DEV: '1',
  PROD: '',
  SSR: '1',
  BASE_URL: '/',
}

/** The environment of a command: that of the shell that started Vitest, as far as it can be told, with what the options add. */
export function commandEnvironment(host: NodeJS.ProcessEnv, added: Readonly<Record<string, string>>): Record<string, string> {
  const kept = Object.entries(host).filter((entry): entry is [string, string] => entry[1] !== undefined && !isVitests(entry))
  return { ...Object.fromEntries(kept), ...added }
}

/** The markers of an environment with one more: a measured command may itself measure commands, and both must find its processes. */
export function withMarker(host: NodeJS.ProcessEnv, marker: string): string {
  const outer = host[markerName]
  return outer === undefined ? marker : `${outer},${marker}`
}

function isVitests([name, value]: readonly [string, string | undefined]): boolean {
  return Object.hasOwn(setByVitest, name) && (setByVitest[name] === undefined || setByVitest[name] === value)
}
