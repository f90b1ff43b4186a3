import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { interruptible } from '../../src/commands/compare/interruptible.ts'
import { prepareSide } from '../../src/commands/compare/prepare-side.ts'
import { folderWith, testWorld } from './test-world.ts'

test('an interrupt ends a build with all its processes, and the work by saying so', async () => {
  const folder = folderWith({ 'package.json': '{}', 'node_modules/x/package.json': '{}', 'side/package.json': '{}' })
  const script = `require('node:fs').writeFileSync('started', ''); setTimeout(() => require('node:fs').writeFileSync('went on', ''), 4000)`
  writeFileSync(join(folder, 'side/build.cjs'), script)
  const world = testWorld(folder)
  const side = { name: 'side', root: join(folder, 'side'), top: join(folder, 'side') }
  const work = interruptible('slo bisect', world, (signal) =>
    prepareSide(side, { from: folder, build: 'node build.cjs && echo done', say: () => undefined, signal }),
  )
  const ended = expect(work).rejects.toThrow('slo bisect was interrupted by SIGTERM')
  while (!existsSync(join(folder, 'side/started'))) await new Promise((next) => setTimeout(next, 20))
  world.send('SIGTERM')
  await ended
  expect(world.listeners()).toBe(0)
  expect(existsSync(join(folder, 'side/went on'))).toBe(false)
})

test('work that nobody interrupts gives what it gives, and fails of what it fails', async () => {
  const world = testWorld('.')
  expect(await interruptible('slo bisect', world, async () => 7)).toBe(7)
  await expect(interruptible('slo bisect', world, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
  expect(world.listeners()).toBe(0)
})
