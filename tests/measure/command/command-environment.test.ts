import { expect, test } from 'vitest'
import { commandEnvironment, withMarker } from '../../../src/measure/command/command-environment.ts'

test('what Vitest sets is gone, what the user sets stays', () => {
  const host = {
    PATH: '/bin',
    VITEST: 'true',
    VITEST_POOL_ID: '3',
    NODE_ENV: 'test',
    MODE: 'test',
    DEV: '1',
    PROD: '',
    GONE: undefined,
  }
  expect(commandEnvironment(host, {})).toEqual({ PATH: '/bin' })
  expect(commandEnvironment({ NODE_ENV: 'production', MODE: 'fast', DEV: 'yes' }, {})).toEqual({ NODE_ENV: 'production', MODE: 'fast', DEV: 'yes' }) // prettier-ignore
})

test('what the options add comes last', () => {
  expect(commandEnvironment({ NODE_ENV: 'test', A: '1' }, { NODE_ENV: 'test', A: '2' })).toEqual({ NODE_ENV: 'test', A: '2' })
})

test('a command inside a measured command carries both markers', () => {
  expect(withMarker({}, 'b.1.')).toBe('b.1.')
  expect(withMarker({ VITEST_SLO_COMMAND: 'a.7.' }, 'b.1.')).toBe('a.7.,b.1.')
})
