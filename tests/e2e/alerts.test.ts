import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { mailServer, receiver } from '../alert/receiver.ts'
import { openHistory } from '../../src/history/open-history.ts'
import { describeVitest, majors, project, runSlo, runVitest } from '../support/consumer.ts'
import { levelSlo, pluginConfig, sloConfig } from '../support/gate.ts'

const alerts = `alerts: { channels: {
  hook: { kind: 'webhook', url: 'env:HOOK', secret: 'env:HOOK_SECRET' },
  chat: { kind: 'slack', url: 'env:CHAT' },
  mail: { kind: 'email', server: 'env:SMTP', from: 'slo@example.com', to: ['team@example.com'] },
  sms: { kind: 'twilio', account: 'env:TWILIO_ACCOUNT', token: 'env:TWILIO_TOKEN', from: '+15550100', to: ['env:ONCALL'], url: 'env:TWILIO_URL' },
  gate: { kind: 'webhook', url: 'env:GATE' },
  post: { kind: 'email', server: 'env:SMTP_WRONG', from: 'slo@example.com', to: ['team@example.com'], attach: 'nothing' },
  pager: { kind: 'command', run: 'echo "no pager in $PAGER_DIR, ask $PAGER_OWNER, $PAGER_URL, Bearer $PAGER_TOKEN" >&2; exit 3' },
} }, reports: { formats: ['json', 'html', 'csv', 'junit', 'markdown', 'sarif', 'codequality'] },`

/** Sets the level to what a file says. */
const levelTest = `import { readFileSync } from 'node:fs'
import { slo, test } from 'vitest-slo/test'
test('sets the level', () => slo.metric.gauge('level', Number(readFileSync('level', 'utf8'))))`

/** Everything below a folder, as one text; what is packed in it unpacked: the data of the page, and reports in the history. */
function allText(dir: string): string {
  return readdirSync(dir)
    .map((name) => (statSync(join(dir, name)).isDirectory() ? allText(join(dir, name)) : unpacked(readFileSync(join(dir, name)))))
    .join('\n')
}

function unpacked(file: Buffer): string {
  const text = file.toString('latin1')
  const data = [...text.matchAll(/gzip\+base64"[^>]*>([^<]+)/g)].map(([, packed]) =>
    gunzipSync(Buffer.from(packed as string, 'base64')),
  )
  return [text, ...data.map(String)].join('\n')
}

/** All that the history of a project holds. */
async function remembered(dir: string): Promise<string> {
  const store = await openHistory('file:.slo/history.db', dir)
  const runs = await store.list()
  const reports = await Promise.all(runs.map(({ id }) => store.report(id)))
  const all = [JSON.stringify(runs), ...reports, JSON.stringify(await store.marks())]
  await store.close()
  return all.join('\n')
}

for (const major of majors) {
  describeVitest(major, 'alerts', () => {
    test(
      'tell a violation once and its end, on every channel that works, in CI only, and no secret',
      { timeout: 180_000 },
      async () => {
        const [hook, chat, post] = [await receiver(200), await receiver(400), await mailServer()]
        const refusing = await receiver(400)
        const dir = project(
          { 'vitest.config.ts': pluginConfig, 'slo.config.ts': sloConfig(levelSlo, alerts), 'a.test.ts': levelTest },
          { major },
        )
        const secrets = ['hidden-path', 'hidden-chat', 'hidden-secret', 'open%20sesame', 'open sesame', 'wrong-password', 'hidden-account', 'hidden-token', '+15550199', 'hidden-query', 'hidden-user', 'hidden-word', 'hidden-bearer', 'team@example.com', 'jane@example.com', '/home/jane'] // prettier-ignore
        const channels = {
          HOOK: `${hook.url}/hidden-path`,
          HOOK_SECRET: 'hidden-secret',
          CHAT: `${chat.url}/hidden-chat`,
          SMTP: `smtp://slo:open%20sesame@${post.address}`,
          SMTP_WRONG: `smtp://slo:wrong-password@${post.address}`,
          TWILIO_ACCOUNT: 'hidden-account',
          TWILIO_TOKEN: 'hidden-token',
          TWILIO_URL: refusing.url,
          ONCALL: '+15550199',
          GATE: `${refusing.url.replace('//', '//hidden-user:hidden-word@')}/?access_token=hidden-query`,
          PAGER_DIR: '/home/jane/pager',
          PAGER_OWNER: 'jane@example.com',
          PAGER_URL: 'https://hidden-user@host/?token=hidden-query',
          PAGER_TOKEN: 'hidden-bearer',
        }
        const said: string[] = []
        const runAt = async (level: number, env: Readonly<Record<string, string>>): Promise<number> => {
          writeFileSync(join(dir, 'level'), String(level))
          const { exitCode, stdout, stderr } = await runVitest(dir, [], { major, env })
          said.push(stdout, stderr)
          return exitCode
        }

        expect(await runAt(7, channels)).toBe(1)
        expect([hook.received, post.mails]).toEqual([[], []])

        const inCi = { ...channels, CI: 'true' }
        expect(await runAt(7, inCi)).toBe(1)
        expect(await runAt(7, inCi)).toBe(1)
        expect(await runAt(1, inCi)).toBe(0)
        expect(hook.received.map(({ body }) => (JSON.parse(body) as { title: string }).title)).toEqual([
          'critical error: level',
          'resolved: critical error: level',
        ])
        expect(hook.received[0]?.body).toContain('level: measured max 7, promised max <= 5')
        expect(post.mails).toHaveLength(2)
        expect(post.mails[0]).toContain('Subject: critical error: level')
        // What failed is tried again with the next run, and never changes the verdict. Who was never reached hears of no end.
        expect(chat.received).toHaveLength(2)
        expect(said.join('')).toContain('alerts: chat was not told "critical error: level": answered 400: no room')
        expect(said.join('')).toContain('alerts: 2 messages sent')
        expect(said.join('')).toContain(
          'ended with exit code 3: no pager in ~/pager, ask ***, https://***@host/?token=*** Bearer ***',
        )
        expect(said.join('')).toContain(
          'alerts: sms was not told "critical error: level": the number that ends in 99: answered 400: no room',
        )
        expect(post.mails[0]).toContain('filename=report.html')

        for (const args of [
          ['alerts', 'list', '--all', '--json'],
          ['validate', '--json'],
          ['alerts', 'test', 'post'],
          ['alerts', 'test', 'pager'],
        ]) {
          const { stdout, stderr } = await runSlo(dir, args, { major, env: inCi })
          said.push(stdout, stderr)
        }
        const everything = [...said, allText(join(dir, '.slo')), await remembered(dir)].join('\n')
        // It would find them: the terminal, the page, and what is remembered are all in it.
        for (const known of ['post did not take it', '"schema":', '"severity":"critical"']) expect(everything).toContain(known)
        for (const secret of secrets) expect(everything).not.toContain(secret)
      },
    )
  })
}
