import { expect, test } from 'vitest'
import { isLiveLog, liveLog, serverFile, serverPid } from '../../src/model/live.ts'

test('the files by which a run and those who watch it find each other', () => {
  expect(serverPid(serverFile(12))).toBe(12)
  for (const name of ['server-.json', 'server-1.json.tmp', 'server-x.json', liveLog('a')]) expect(serverPid(name)).toBeUndefined()
  expect(isLiveLog(liveLog('a'))).toBe(true)
  expect(isLiveLog(serverFile(1))).toBe(false)
})
