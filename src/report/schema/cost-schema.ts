import { z } from 'zod'
import { number, say, text } from './field.ts'
import { metric, subject, unit } from './measured-schema.ts'

const share = number('As a ratio.')
const duration = number('Milliseconds of it all.')

const advice = say(
  'What to try.',
  z.object({
    remedies: z.array(z.enum(['reuse', 'caching', 'pooling', 'parallelism', 'batching', 'async'])),
    gain: z
      .object({
        subject,
        metric,
        unit,
        now: number('As it was measured.'),
        best: number('What it can come to at most.'),
      })
      .optional(),
  }),
)

const ofContainers = [
  z.object({
    kind: z.literal('container-share'),
    container: text('Name of the container.'),
    file: text('The test file that starts it.'),
    project: text('Its project, where there are several.').optional(),
    starts: number('How often.'),
    startup: number('Milliseconds of all starts in the file.'),
    duration,
    share,
    advice,
  }),
  z.object({
    kind: z.literal('container-repeated'),
    container: text('Name of the container.'),
    files: say('The files that start it.', z.array(z.string())),
    starts: number('How often.'),
    startup: number('Milliseconds of all starts.'),
    once: number('Milliseconds of the fastest start.'),
    advice,
  }),
] as const

const ofRun = [
  z.object({
    kind: z.literal('phase-share'),
    phase: z.enum(['setup', 'import', 'environment']),
    time: number('Milliseconds, summed over files.'),
    total: number('Milliseconds of all phases and the tests.'),
    share,
    advice,
  }),
  z.object({
    kind: z.literal('slow-tests'),
    tests: say(
      'The slowest first.',
      z.array(z.object({ file: text('Its file.'), name: text('Its name.'), duration: number('Milliseconds.') })),
    ),
    time: number('Milliseconds of these tests.'),
    total: number('Milliseconds of all tests.'),
    share,
    count: number('How many tests there are.'),
    advice,
  }),
  z.object({
    kind: z.literal('idle-cores'),
    files: number('How many files ran.'),
    cores: number('Cores that the run may use.'),
    busy: number('Share of them that was busy.'),
    duration,
    longest: number('Milliseconds of the longest file.'),
    advice,
  }),
] as const

const ofSubjects = [
  z.object({
    kind: z.literal('start-up-share'),
    command: text('Name of the command.'),
    idle: text('The probe that does nothing but start the same program.'),
    startup: number('Milliseconds that it takes.'),
    duration,
    share,
    advice,
  }),
  z.object({
    kind: z.literal('gc-share'),
    subject,
    gcTime: number('Milliseconds of collecting garbage.'),
    duration,
    share,
    advice,
  }),
  z.object({
    kind: z.literal('blocked-loop'),
    subject,
    blocked: number('Milliseconds that the event loop stood still at a stretch.'),
    duration,
    advice,
  }),
  z.object({
    kind: z.literal('waiting'),
    subject,
    duration,
    cpuTime: number('Milliseconds of processor time.'),
    share,
    advice,
  }),
] as const

/** Costs that something can be done about. */
export const cost = [...ofContainers, ...ofRun, ...ofSubjects] as const
