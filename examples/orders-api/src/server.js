import { createServer } from 'node:http'
import { OrderBook } from './order-book.js'

const orders = new OrderBook()

const server = createServer(async (request, response) => {
  const { status, body } = await answer(request)
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
})

server.listen(3000, () => console.log('orders-api is listening'))
process.on('SIGTERM', () => process.exit(0))

async function answer(request) {
  if (request.method === 'POST') {
    const chunks = await request.toArray()
    return { status: 201, body: orders.place(JSON.parse(Buffer.concat(chunks).toString())) }
  }
  const order = orders.find(Number(request.url.split('/').at(-1)))
  return order === undefined ? { status: 404, body: { error: 'no such order' } } : { status: 200, body: order }
}
