import { describe, expect, test } from 'vitest'
import {
  certificatesFolder,
  engineAddresses,
  formatAddress,
  unspokenHosts,
} from '../../../src/measure/container/engine-address.ts'

describe('DOCKER_HOST', () => {
  test.each([
    ['unix:///run/other.sock', {}, { socketPath: '/run/other.sock' }, '/run/other.sock'],
    ['tcp://10.0.0.5:2375', {}, { host: '10.0.0.5', port: 2375 }, 'tcp://10.0.0.5:2375'],
    ['tcp://engine', {}, { host: 'engine', port: 2375 }, 'tcp://engine:2375'],
    ['http://[::1]:99', {}, { host: '::1', port: 99 }, 'tcp://::1:99'],
    [
      'tcp://engine',
      { DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: '/certs' },
      { host: 'engine', port: 2376, certificates: '/certs' },
      'tcp://engine:2376 (TLS)',
    ],
    ['tcp://engine:1', { DOCKER_TLS_VERIFY: '0', DOCKER_CERT_PATH: '/certs' }, { host: 'engine', port: 1 }, 'tcp://engine:1'],
  ])('%s %o comes first', (url, env, address, text) => {
    const [first] = engineAddresses({ DOCKER_HOST: url, ...env })
    expect(first).toEqual(address)
    expect(formatAddress(first!)).toBe(text)
  })

  test.each(['ssh://me@engine', 'npipe:////./pipe/docker_engine'])('%s is named as one that is not spoken', (url) => {
    const env = { DOCKER_HOST: url }
    expect(engineAddresses(env)).toEqual(engineAddresses({}))
    expect(unspokenHosts(env)).toEqual([
      expect.stringMatching(/^(ssh|npipe):.* is not spoken here, use a unix:\/\/ or tcp:\/\/ address$/),
    ])
  })

  test('that is spoken names nothing', () => {
    expect(unspokenHosts({ DOCKER_HOST: 'tcp://engine' })).toEqual([])
    expect(unspokenHosts({})).toEqual([])
  })
})

test('certificates are used where both are set', () => {
  expect(certificatesFolder({ DOCKER_TLS_VERIFY: '1' })).toBeUndefined()
  expect(certificatesFolder({ DOCKER_CERT_PATH: '/certs' })).toBeUndefined()
  expect(certificatesFolder({ DOCKER_TLS_VERIFY: '', DOCKER_CERT_PATH: '/certs' })).toBeUndefined()
  expect(certificatesFolder({ DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: '/certs' })).toBe('/certs')
})
