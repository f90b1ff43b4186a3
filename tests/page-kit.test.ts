import { mkdirSync, mkdtempSync, realpathSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import type { Profile } from '../src/model/profile.ts'
import { pageKit } from '../src/page-kit.ts'
import { pageMarks } from '../src/report/html/page-kit.ts'

const root = realpathSync(mkdtempSync(join(tmpdir(), 'vitest-slo-page-kit-')))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const kit = pageKit(root)

const callFrame = { functionName: 'work', scriptId: '0', url: `file://${root}/src/a.ts`, lineNumber: 1, columnNumber: 0 }
const recording = { nodes: [{ id: 1, callFrame }], samples: [1, 1], timeDeltas: [0, 5000], startTime: 0, endTime: 5000 }
mkdirSync(join(root, 'src'))
writeFileSync(join(root, 'src/a.ts'), Array.from({ length: 20 }, (_, index) => `line ${index + 1}`).join('\n'))
writeFileSync(join(root, 'now.cpuprofile'), JSON.stringify(recording))
writeFileSync(join(root, 'broken.cpuprofile'), '{')

const hot = { function: 'work', file: 'src/a.ts', line: 2, hottestLine: 3, owner: 'own', self: 5, total: 5, unit: 'ms' } as const
const profile: Profile = {
  subject: { kind: 'command', name: 'a' }, kind: 'cpu', file: 'now.cpuprofile', unit: 'ms', samples: 1, source: 'x', hotPath: [hot],
  topSelf: [hot, { ...hot, hottestLine: undefined, line: 19 }, { ...hot, line: 90, hottestLine: undefined }, { ...hot, file: '../x.ts' }, { ...hot, file: 'src/gone.ts' }, { ...hot, owner: 'node' }],
  topTotal: [], shares: { own: 5, dependency: 0, node: 0, gc: 0, idle: 0 },
} // prettier-ignore

test('the template takes in a run, and fetches nothing', () => {
  const template = kit.template()
  for (const mark of Object.values(pageMarks)) expect(template.split(mark)).toHaveLength(2)
  expect(template).toMatch(/default-src 'none'; script-src 'sha256-[\w+/=]+'; style-src 'sha256-[\w+/=]+'/)
  expect(template).not.toMatch(/https?:\/\/(?!www\.w3\.org)|url\((?!#)|@import|unsafe-inline/)
})

test('what is packed can be unpacked', () => {
  expect(gunzipSync(Buffer.from(kit.pack('ä </script>'), 'base64')).toString()).toBe('ä </script>')
})

test('calls of a profile with the lines that took most, only from inside the project', () => {
  const shown = kit.flame({ ...profile, comparedWith: 'now.cpuprofile' })
  expect(shown?.flame).toMatchObject({ functions: [{ name: 'work', file: 'src/a.ts', line: 2 }], selves: [5] })
  expect(shown?.before).toEqual(shown?.flame)
  expect(shown?.sources.map(({ file, line, from, lines }) => [file, line, from, lines.length])).toEqual([
    ['src/a.ts', 3, 1, 7],
    ['src/a.ts', 19, 15, 6],
  ])
})

test('no lines of a file that was changed since', () => {
  const [path, then] = [join(root, 'now.cpuprofile'), new Date(Date.now() - 60_000)]
  utimesSync(path, then, then)
  const shown = kit.flame(profile)
  utimesSync(path, new Date(), new Date())
  expect([shown?.flame.selves, shown?.sources]).toEqual([[5], []])
})

test.each(['gone.cpuprofile', 'broken.cpuprofile'])('no picture of %s', (file) => {
  expect(kit.flame({ ...profile, file })).toBeUndefined()
})
