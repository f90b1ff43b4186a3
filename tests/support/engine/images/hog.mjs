// Takes what it is told to and tells what it took, so that others can be held to it. One request is one deed:
//   /memory?bytes=N&hold=MS   holds N bytes, all of them written to, for MS milliseconds, then gives them back
//   /cpu?ms=N                 works until it has used N milliseconds of CPU time
//   /write?bytes=N            writes N bytes to the disk
//   /send?bytes=N             answers with N bytes
//   /                         what it has used since its start
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import { createServer } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

const deeds = {
  '/memory': async ({ bytes, hold }) => {
    let held = Buffer.alloc(bytes, 1)
    await sleep(hold)
    held = held.length
    globalThis.gc()
    return held
  },
  '/cpu': ({ ms }) => {
    const before = process.cpuUsage()
    for (;;) {
      const { user, system } = process.cpuUsage(before)
      if (user + system >= ms * 1000) return ms
    }
  },
  '/write': ({ bytes }) => {
    const file = openSync('/tmp/hog', 'w')
    for (let left = bytes; left > 0; left -= 2 ** 20) writeSync(file, Buffer.alloc(Math.min(left, 2 ** 20), 1))
    fsyncSync(file)
    closeSync(file)
    return bytes
  },
}

function truth() {
  const { user, system } = process.cpuUsage()
  const [, peak] = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'latin1'))
  return { cpuTime: (user + system) / 1000, peak: Number(peak) * 1024, pid: process.pid }
}

const server = createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url, 'http://hog')
  const numbers = Object.fromEntries([...searchParams].map(([name, value]) => [name, Number(value)]))
  if (pathname === '/send') return response.end(Buffer.alloc(numbers.bytes, 1))
  const took = await deeds[pathname]?.(numbers)
  response.end(JSON.stringify({ took, ...truth() }))
})
server.listen(8080, () => console.log('listening'))
