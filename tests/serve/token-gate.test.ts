import { describe, expect, test } from 'vitest'
import { TokenGate } from '../../src/serve/token-gate.ts'

const token = 'a-token-of-20-chars!'

function ask(gate: TokenGate, headers: Record<string, string>, query = '', path: readonly string[] = ['runs', 'a b']) {
  return gate.answer({ method: 'GET', path, query: new URLSearchParams(query), headers })
}

describe('a server with a token', () => {
  const gate = new TokenGate(token)

  test.each([
    [{}, ''],
    [{ authorization: 'Bearer wrong' }, ''],
    [{ authorization: `Bearer ${token}x` }, ''],
    [{ authorization: `Basic ${token}` }, ''],
    [{ authorization: `Bearer ${token} more` }, ''],
    [{}, 'token='],
    [{}, `token=${token.slice(1)}`],
    [{ cookie: `slo_session=${token}` }, ''],
    [{ cookie: 'slo_session=' }, ''],
    [{ cookie: 'other=1; slo_session' }, ''],
    // Whoever says a wrong one is not let in by another.
    [{ authorization: 'Bearer wrong' }, `token=${token}`],
  ])('lets nobody in who does not know it: %j %s', (headers, query) => {
    const answer = ask(gate, headers, query)
    expect(answer?.status).toBe(401)
    expect(answer?.headers?.['www-authenticate']).toContain('Bearer')
  })

  test('lets a program in', () => {
    expect(ask(gate, { authorization: `Bearer ${token}` })).toBeUndefined()
    expect(ask(gate, { authorization: `bearer  ${token}` })).toBeUndefined()
  })

  test('lets a browser in by its address, once, and then by a cookie that is not the token', () => {
    const answer = ask(gate, {}, `limit=1&token=${encodeURIComponent(token)}`)
    expect(answer).toMatchObject({ status: 303, headers: { location: '/runs/a%20b?limit=1' } })
    const cookie = answer?.headers?.['set-cookie'] ?? ''
    expect(cookie).toMatch(/^slo_session=[\da-f]{64}; Path=\/; HttpOnly; SameSite=Lax$/)
    expect(ask(gate, { cookie: `theme=dark; ${cookie.split(';')[0]}` })).toBeUndefined()
    // It is worth nothing to another server.
    expect(ask(new TokenGate(token), { cookie: cookie.split(';')[0] as string })?.status).toBe(401)
  })

  test('leads nowhere else', () => {
    expect(ask(gate, {}, `token=${encodeURIComponent(token)}`, ['/evil.test'])?.headers?.['location']).toBe('/%2Fevil.test')
    expect(ask(gate, {}, `token=${encodeURIComponent(token)}`, ['\\evil.test'])?.headers?.['location']).toBe('/%5Cevil.test')
  })
})
