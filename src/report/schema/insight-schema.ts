import { z } from 'zod'
import type { Insight } from '../../model/insight.ts'
import { number, text } from './field.ts'

const worker = text('`process/thread` of the worker.')

/** Something that was noticed beside the SLOs. */
export const insight = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('heap-step'),
    worker,
    file: text('The test file after which the heap stopped coming back.'),
    before: number('Bytes held before it.'),
    after: number('The fewest bytes held after it and after any later file.'),
    later: number('How many files the worker ran after it.'),
  }),
  z.object({
    kind: z.literal('heap-growth'),
    worker,
    files: number('How many files the worker ran.'),
    slope: number('Bytes kept per file.'),
  }),
]) satisfies z.ZodType<Insight>
