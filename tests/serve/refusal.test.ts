import { describe, expect, test } from 'vitest'
import { askedFor } from '../../src/serve/asked.ts'
import { hostName, isLoopback } from '../../src/serve/loopback.ts'
import { refusal } from '../../src/serve/refusal.ts'

const here = { loopback: true, allowed: ['box.test'] }
const network = { loopback: false, allowed: ['box.test'] }

function statusOf(headers: Record<string, string>, names = here, method = 'GET'): number | undefined {
  return refusal({ method, path: [], query: new URLSearchParams(), headers }, names)?.status
}

describe('a request that is not answered', () => {
  test.each([
    ['127.0.0.1:7756', undefined, undefined],
    ['127.9.9.9', undefined, undefined],
    ['[::1]:7756', undefined, undefined],
    ['localhost', undefined, undefined],
    ['LOCALHOST.:80', undefined, undefined],
    ['Box.Test:7756', undefined, undefined],
    ['192.168.1.5:7756', 421, undefined],
    ['[fe80::1]', 421, undefined],
    ['evil.test', 421, 421],
    ['127.0.0.1.evil.test', 421, 421],
    ['localhost.evil.test', 421, 421],
    ['127.0.0.1@evil.test', 421, 421],
    ['evil.test/127.0.0.1', 421, 421],
    ['', 421, 421],
  ])('by its name: %s', (host, onLoopback, onNetwork) => {
    expect(statusOf({ host })).toBe(onLoopback)
    expect(statusOf({ host }, network)).toBe(onNetwork)
  })

  test('has no name at all', () => {
    expect(statusOf({})).toBe(421)
  })

  test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'CONNECT', 'get', ''])('by its method: %s', (method) => {
    expect(statusOf({ host: 'localhost' }, here, method)).toBe(405)
  })

  test.each([
    [{ 'content-length': '1' }, 400],
    [{ 'content-length': '0' }, undefined],
    [{ 'transfer-encoding': 'chunked' }, 400],
    [{ origin: 'http://localhost:7756' }, undefined],
    [{ origin: 'http://localhost:7757' }, 403],
    [{ origin: 'http://evil.test' }, 403],
    [{ origin: 'null' }, 403],
    [{ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }, 403],
    [{ 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'cors' }, 403],
    [{ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }, undefined],
    [{ 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors' }, undefined],
    [{ 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate' }, undefined],
  ])('by what it says of itself: %j', (headers, status) => {
    expect(statusOf({ host: 'localhost:7756', ...headers })).toBe(status)
  })
})

test.each([
  ['127.0.0.1', true],
  ['127.1.2.3', true],
  ['::1', true],
  ['::ffff:127.0.0.1', true],
  ['0.0.0.0', false],
  ['::', false],
  ['10.0.0.1', false],
  ['127.evil.test', false],
])('only this machine reaches %s: %s', (address, expected) => {
  expect(isLoopback(address)).toBe(expected)
})

test('the name in a Host header', () => {
  expect(hostName('[::1]:80')).toBe('::1')
  expect(hostName('a b')).toBeUndefined()
  expect(hostName('a:123456')).toBeUndefined()
})

describe('what a request asks for', () => {
  const asked = (url: string) => askedFor({ method: 'GET', url, headers: {} } as never)

  test.each([
    ['/', []],
    ['/runs/', ['runs']],
    ['/runs/a%2Fb', ['runs', 'a/b']],
    ['/a//b', ['a', '', 'b']],
    ['/..%2f..', ['../..']],
  ])('%s', (url, path) => {
    expect(asked(url)?.path).toEqual(path)
  })

  test('with a query', () => {
    expect(asked('/api/runs?limit=2&x=?')?.query.get('x')).toBe('?')
  })

  test.each(['*', 'http://evil.test/', '//evil.test/', '', '/%', '/%c0%ae', `/${'x'.repeat(2000)}`])(
    'is no address: %s',
    (url) => {
      expect(asked(url)).toBeUndefined()
    },
  )
})
