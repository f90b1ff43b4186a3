import { z } from 'zod'
import type { Frame, FrameChange, Opener, Profile, ProfileGap, Traffic, TrafficChange } from '../../model/profile.ts'
import { number, say, text } from './field.ts'
import { subject } from './measured-schema.ts'

const unit = say('Unit of all figures: ms of CPU profiles, bytes of all others.', z.enum(['ms', 'bytes']))
const owner = say('Whose code it is.', z.enum(['own', 'dependency', 'node', 'gc', 'idle']))

const frame = z.object({
  function: text('Name of the function; of a file or a host what it is called.'),
  file: text('Path, relative to the root where it lies in it; of a file or a host that of the code that opened it.').optional(),
  line: number('Where the function is declared, from 1; where a file or the socket to a host was opened.').optional(),
  hottestLine: number('The line in it that took most.').optional(),
  owner,
  self: number('Without what it called. In a hot path, own code with the foreign code that it called.'),
  total: number('With all that it called.'),
  before: number('self in the good profile it was compared with.').optional(),
  unit,
}) satisfies z.ZodType<Frame>

const change = z.object({
  function: text('Name of the function.'),
  file: text('Path, relative to the root where it lies in it.').optional(),
  line: number('Where the function is declared, from 1.').optional(),
  before: number('In the good profile; left out where it was not in it.').optional(),
  after: number('In this profile.'),
}) satisfies z.ZodType<FrameChange>

const opener = z.object({
  function: text('Name of the function.'),
  file: text('Path, relative to the root where it lies in it.'),
  line: number('From 1.'),
}) satisfies z.ZodType<Opener>

const openedBy = say('The code that opened it; of several the one with the most bytes.', opener).optional()

const moved = z.object({
  name: text('Path of the file, or host and port.'),
  opener: openedBy,
  before: number('Bytes in the good profile; left out where it was not in it.').optional(),
  after: number('Bytes in this profile.'),
}) satisfies z.ZodType<TrafficChange>

const traffic = z.object({
  name: text('Path of the file, or host and port.'),
  operations: number('Calls, or connections.'),
  read: number('Bytes read or received.'),
  written: number('Bytes written or sent.'),
  time: number('Milliseconds in the calls, or of open connections.'),
  opener: openedBy,
}) satisfies z.ZodType<Traffic>

const common = {
  subject: say('What was profiled.', subject),
  file: text('Path of the profile, relative to the root.'),
  unit,
  samples: number('Executions that it covers; all figures are of one.'),
  source: text('What recorded it.'),
  comparedWith: text('Path of the good profile it was compared with.').optional(),
  hotPath: say('From the function of the project that took most to the foreign code it spent that in.', z.array(frame)),
}

const shares = z.object({
  own: number('The code of the project.'),
  dependency: number('Packages.'),
  node: number('Node.js and the engine.'),
  gc: number('The garbage collector.'),
  idle: number('Waiting.'),
})

/** One profile, reduced to what names the cause. */
export const profile = z.discriminatedUnion('kind', [
  z.object({
    ...common,
    kind: z.enum(['cpu', 'heap']),
    topSelf: say('The functions that took most themselves.', z.array(frame)),
    topTotal: say('The functions that took most with all that they called.', z.array(frame)),
    shares: say('Whose code it was.', shares),
    changes: say('What changed most against the good profile.', z.array(change)).optional(),
  }),
  z.object({
    ...common,
    kind: z.enum(['disk', 'network']),
    traffic: say('Files or hosts, the most bytes first.', z.array(traffic)),
    changes: say('What changed most against the good profile.', z.array(moved)).optional(),
  }),
]) satisfies z.ZodType<Profile>

/** What could not be profiled. */
export const profileGap = z.object({
  subject: say('What should have been profiled.', subject),
  kind: z.enum(['cpu', 'heap', 'disk', 'network']),
  reason: text('In words.'),
}) satisfies z.ZodType<ProfileGap>
