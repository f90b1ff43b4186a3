import { formatQuantity } from '../../model/format-quantity.ts'
import type {
  BlockedLoop,
  ContainerRepeated,
  ContainerShare,
  Cost,
  GcShare,
  IdleCores,
  PhaseShare,
  SlowTests,
  StartUpShare,
  Waiting,
} from '../../model/insight.ts'
import { formatSubject } from '../../model/subject.ts'
import { countOf } from '../measured-text.ts'

/** Where a cost is and how large, with the evidence. */
export function costText(cost: Cost): string {
  const say = words[cost.kind] as (cost: Cost) => string
  return say(cost)
}

type Words = { readonly [K in Cost['kind']]: (cost: Extract<Cost, { kind: K }>) => string }

const words: Words = {
  'container-share': ({ container, file, starts, startup, duration, share }: ContainerShare) =>
    `the start of container ${container} is ${ratio(share)} of the time of ${file} (${time(startup)} of ${time(duration)}${starts === 1 ? '' : `, ${starts} starts`})`,
  'container-repeated': ({ container, files, starts, startup }: ContainerRepeated) =>
    `container ${container} is started ${countOf(starts, 'time')} by ${countOf(files.length, 'file')} (${time(startup)} in all)`,
  'phase-share': ({ phase, time: taken, total, share }: PhaseShare) =>
    `the workers spend ${ratio(share)} of their time on ${phase} (${time(taken)} of ${time(total)})`,
  'slow-tests': ({ tests, time: taken, total, share, count }: SlowTests) =>
    `${ratio(share)} of the time of all tests goes to ${tests.length} of ${count} (${time(taken)} of ${time(total)}), first of all to ${tests[0]?.file} > ${tests[0]?.name}`,
  'idle-cores': ({ files, cores, busy, duration, longest }: IdleCores) =>
    `${files} files ran one after the other for ${time(duration)} while ${ratio(busy)} of ${cores} cores were busy (the longest file takes ${time(longest)})`,
  'start-up-share': ({ command, idle, startup, duration, share }: StartUpShare) =>
    `command ${command} spends ${ratio(share)} of its time on starting (${time(duration)}; ${idle}, which only starts, takes ${time(startup)})`,
  'gc-share': ({ subject, gcTime, duration, share }: GcShare) =>
    `${formatSubject(subject)} spends ${ratio(share)} of its time on collecting garbage (${time(gcTime)} of ${time(duration)})`,
  'blocked-loop': ({ subject, blocked, duration }: BlockedLoop) =>
    `${formatSubject(subject)} blocks its event loop for ${time(blocked)} at a stretch, of ${time(duration)}`,
  waiting: ({ subject, duration, cpuTime, share }: Waiting) =>
    `${formatSubject(subject)} waits for ${ratio(share)} of its time (${time(duration)}, of which the processor works ${time(cpuTime)})`,
}

function time(value: number): string {
  return formatQuantity(value, 'ms')
}

function ratio(value: number): string {
  return formatQuantity(value, 'ratio', 2)
}
