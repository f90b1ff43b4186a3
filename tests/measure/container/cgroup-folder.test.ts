import { describe, expect, test } from 'vitest'
import { candidatePaths, folderPath } from '../../../src/measure/container/cgroup-folder.ts'

const id = 'a'.repeat(64)

describe('candidatePaths', () => {
  test('without a process: where the drivers of the engines put a container', () => {
    expect(candidatePaths({ id })).toEqual([
      `docker/${id}`,
      `system.slice/docker-${id}.scope`,
      `libpod_parent/libpod-${id}`,
      `machine.slice/libpod-${id}.scope`,
    ])
  })

  const processes: readonly [string, string, string][] = [
    ['version 1', `9:name=systemd:/x/${id}\n4:memory:/docker/${id}\n0::/docker/${id}\n`, `docker/${id}`],
    ['version 1, controllers together', `4:hugetlb,memory,pids:/kube/pod/${id}\n`, `kube/pod/${id}`],
    ['version 2, cgroupfs', `0::/docker/${id}\n`, `docker/${id}`],
    ['version 2, systemd', `0::/system.slice/docker-${id}.scope\n`, `system.slice/docker-${id}.scope`],
    ['a process that went further down', `0::/docker/${id}/init.scope\n`, `docker/${id}`],
    ['a parent with a colon', `0::/a:b/${id}\n`, `a:b/${id}`],
  ]
  test.each(processes)('%s: first where its process is', (_, text, path) => {
    expect(candidatePaths({ id, pid: 4711 }, text)[0]).toBe(path)
  })

  test.each([
    ['another process that has its number here', '0::/user.slice/user-1000.slice\n'],
    ['a path that climbs out of a namespace', `0::/../../docker/${id}\n`],
    ['only other controllers', `4:cpu:/docker-in/${id}\n`],
    ['no text', ''],
  ])('%s is not believed', (_, text) => {
    expect(candidatePaths({ id, pid: 4711 }, text)).toEqual(candidatePaths({ id }))
  })

  test('a parent by the cgroupfs driver', () => {
    expect(candidatePaths({ id, cgroupParent: '/ci/job/' })[0]).toBe(`ci/job/${id}`)
  })

  test('a parent by the systemd driver is a folder for each word', () => {
    expect(candidatePaths({ id, cgroupParent: 'ci-job-7.slice' })[0]).toBe(
      `ci.slice/ci-job.slice/ci-job-7.slice/docker-${id}.scope`,
    )
  })
})

test('folderPath has a folder for each controller in version 1 only', () => {
  expect(folderPath({ version: 1, path: 'docker/x' }, 'memory')).toBe('/sys/fs/cgroup/memory/docker/x')
  expect(folderPath({ version: 2, path: 'docker/x' }, 'memory')).toBe('/sys/fs/cgroup/docker/x')
})
