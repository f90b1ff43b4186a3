import { GenericContainer, Wait } from 'testcontainers'
import { beforeAll, expect, slo, test } from 'vitest-slo/test'

let url: string

beforeAll(async () => {
  const image = new GenericContainer('node:20-slim')
    .withCopyDirectoriesToContainer([{ source: 'src', target: '/app/src' }])
    .withCopyFilesToContainer([{ source: 'package.json', target: '/app/package.json' }])
    .withCommand(['node', '/app/src/server.js'])
    .withExposedPorts(3000)
    .withWaitStrategy(Wait.forLogMessage('orders-api is listening'))
  // Ended with this file.
  const api = await slo.container('orders-api', image)
  url = `http://${api.getHost()}:${api.getMappedPort(3000)}/orders`
}, 120_000)

test('an order that was placed can be found', async () => {
  const { number } = await place('Ada', [{ price: 1250, quantity: 2 }])
  const found = await fetch(`${url}/${number}`)
  expect(await found.json()).toMatchObject({ customer: 'Ada', total: 2500 })
})

test('an order that was never placed is not found', async () => {
  const missing = await fetch(`${url}/4711`)
  expect(missing.status).toBe(404)
})

test('a hundred orders are placed', { timeout: 60_000 }, async () => {
  const run = await slo.measure('orders:place', () => place('Grace', [{ price: 99, quantity: 100 }]), { samples: 100, warmup: 5 })
  expect(run.value.total).toBe(9900)
})

async function place(customer: string, lines: readonly object[]): Promise<{ readonly number: number; readonly total: number }> {
  const placed = await fetch(url, { method: 'POST', body: JSON.stringify({ customer, lines }) })
  expect(placed.status).toBe(201)
  return placed.json()
}
