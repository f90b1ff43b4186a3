import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { mailServer, receiver } from '../alert/receiver.ts'
import { describeVitest, majors, project, runVitest } from '../support/consumer.ts'
import { levelSlo, pluginConfig, sloConfig } from '../support/gate.ts'

const alerts = `alerts: { channels: {
  hook: { kind: 'webhook', url: 'env:HOOK', secret: 'env:HOOK_SECRET' },
  chat: { kind: 'slack', url: 'env:CHAT' },
  mail: { kind: 'email', server: 'env:SMTP', from: 'slo@example.com', to: ['team@example.com'] },
} },`

/** Sets the level to what a file says. */
const levelTest = `import { readFileSync } from 'node:fs'
import { slo, test } from 'vitest-slo/test'
test('sets the level', () => slo.metric.gauge('level', Number(readFileSync('level', 'utf8'))))`

/** Everything below a folder, as one text. */
function allText(dir: string): string {
  return readdirSync(dir)
    .map((name) => (statSync(join(dir, name)).isDirectory() ? allText(join(dir, name)) : readFileSync(join(dir, name), 'latin1')))
    .join('\n')
}

for (const major of majors) {
  describeVitest(major, 'alerts', () => {
    test(
      'tell a violation once and its end, on every channel that works, in CI only, and no secret',
      { timeout: 180_000 },
      async () => {
        const [hook, chat, post] = [await receiver(200), await receiver(400), await mailServer()]
        const dir = project(
          { 'vitest.config.ts': pluginConfig, 'slo.config.ts': sloConfig(levelSlo, alerts), 'a.test.ts': levelTest },
          { major },
        )
        const secrets = ['hidden-path', 'hidden-chat', 'hidden-secret', 'open%20sesame', 'open sesame']
        const channels = {
          HOOK: `${hook.url}/hidden-path`,
          HOOK_SECRET: 'hidden-secret',
          CHAT: `${chat.url}/hidden-chat`,
          SMTP: `smtp://slo:open%20sesame@${post.address}`,
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
        // What failed is tried again with the next run, and never changes the verdict.
        expect(chat.received).toHaveLength(3)
        expect(said.join('')).toContain('alerts: chat was not told "critical error: level": answered 400: no room')
        expect(said.join('')).toContain('alerts: 2 messages sent')

        const everything = said.join('') + allText(join(dir, '.slo'))
        for (const secret of secrets) expect(everything).not.toContain(secret)
      },
    )
  })
}
