import { createServer } from 'node:http'
import type { ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** What Twilio took. */
export interface TakenSms {
  readonly to: string
  readonly sender: string
  readonly body: string
}

export interface Twilio {
  readonly url: string
  readonly taken: TakenSms[]
  /** How many requests came. */
  readonly asked: () => number
}

/**
 * The part of Twilio's API that sends a message, as its reference says (https://www.twilio.com/docs/messaging/api/message-resource,
 * https://www.twilio.com/docs/api/errors): 201 with the sid; else a code and a message. `busy` requests are answered 429 first.
 */
export async function twilio({ busy = 0 } = {}): Promise<Twilio> {
  const taken: TakenSms[] = []
  let asked = 0
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (text: string) => (body += text))
    request.on('end', () => {
      asked += 1
      if (asked <= busy) return refuse(response, 429, 20_429, 'Too Many Requests')
      const { authorization, 'content-type': type } = request.headers
      if (authorization !== `Basic ${Buffer.from('AC0123:twilio-token').toString('base64')}`)
        return refuse(response, 401, 20_003, 'Authenticate')
      if (request.method !== 'POST' || request.url !== '/2010-04-01/Accounts/AC0123/Messages.json')
        return refuse(response, 404, 20_404, 'The requested resource was not found')
      if (type !== 'application/x-www-form-urlencoded') return refuse(response, 400, 21_604, "A 'To' phone number is required.")
      return take(new URLSearchParams(body), response)
    })
  })
  const take = (form: URLSearchParams, response: ServerResponse): void => {
    const [to, text] = [form.get('To') ?? '', form.get('Body') ?? '']
    const sender = form.get('From') ?? form.get('MessagingServiceSid')
    if (!/^\+[1-9]\d{6,14}$/.test(to)) return refuse(response, 400, 21_211, `The 'To' number ${to} is not a valid phone number.`)
    if (sender === null) return refuse(response, 400, 21_603, "A 'From' phone number is required.")
    if (text === '') return refuse(response, 400, 21_602, 'Message body is required.')
    if (text.length > 1600)
      return refuse(response, 400, 21_617, 'The concatenated message body exceeds the 1600 character limit.')
    taken.push({ to, sender, body: text })
    const sid = `SM${String(taken.length).padStart(32, '0')}`
    response
      .writeHead(201, { 'content-type': 'application/json' })
      .end(JSON.stringify({ sid, status: 'queued', error_code: null }))
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, taken, asked: () => asked }
}

function refuse(response: ServerResponse, status: number, code: number, message: string): void {
  const headers = { 'content-type': 'application/json', ...(status === 429 ? { 'retry-after': '0' } : {}) }
  response
    .writeHead(status, headers)
    .end(JSON.stringify({ code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status }))
}
