// Speaks as the reaper of testcontainers does. Clients keep a connection and send lines of `label=key=value`. When no connection has
// been there for RYUK_RECONNECTION_TIMEOUT, all that carries one of these labels is removed.
import { request } from 'node:http'
import { createServer } from 'node:net'

const units = { ms: 1, s: 1000, m: 60_000 }
const labels = new Set()
let connections = 0
let removal = setTimeout(removeAll, milliseconds(process.env.RYUK_CONNECTION_TIMEOUT, 60_000))

const server = createServer((socket) => {
  let unread = ''
  connections++
  clearTimeout(removal)
  socket.setEncoding('utf8').on('data', (text) => {
    const lines = unread.concat(text).split('\n')
    unread = lines.pop()
    for (const line of lines) {
      for (const part of line.trim().split('&')) if (part.startsWith('label=')) labels.add(decodeURIComponent(part.slice(6)))
      socket.write('ACK\n')
    }
  })
  socket.on('error', () => socket.destroy())
  socket.on('close', () => {
    if (--connections === 0) removal = setTimeout(removeAll, milliseconds(process.env.RYUK_RECONNECTION_TIMEOUT, 10_000))
  })
})
server.listen(8080, () => console.log('Started'))
process.on('SIGTERM', () => process.exit(0))

function milliseconds(text = '', otherwise) {
  const [, number, unit] = /^([\d.]+)(ms|s|m)$/.exec(text) ?? []
  return number === undefined ? otherwise : Number(number) * units[unit]
}

async function removeAll() {
  for (const label of labels) {
    const filters = `filters=${encodeURIComponent(JSON.stringify({ label: [label] }))}`
    for (const { Id } of await engine('GET', `/containers/json?all=1&${filters}`))
      await engine('DELETE', `/containers/${Id}?force=1&v=1`)
    for (const { Id } of await engine('GET', `/networks?${filters}`)) await engine('DELETE', `/networks/${Id}`)
    const { Volumes } = await engine('GET', `/volumes?${filters}`)
    for (const { Name } of Volumes ?? []) await engine('DELETE', `/volumes/${Name}?force=1`)
    for (const { Id } of await engine('GET', `/images/json?${filters}`)) await engine('DELETE', `/images/${Id}?force=1`)
  }
  process.exit(0)
}

function engine(method, path) {
  return new Promise((resolve, reject) => {
    const call = request({ socketPath: '/var/run/docker.sock', method, path }, (response) => {
      let body = ''
      response.on('data', (chunk) => (body += chunk)).on('end', () => resolve(body === '' ? undefined : JSON.parse(body)))
    })
    call.on('error', reject).end()
  })
}
