import { z } from 'zod'
import type { LimitNote } from '../../model/limit-hit.ts'
import { limitActions, limitNames } from '../../model/limit.ts'
import { number, say, text } from './field.ts'
import { subject } from './measured-schema.ts'

const name = say('Which limit.', z.enum(limitNames))
const written = text('The limit as it was written.')

/** What became of one limit. */
export const limit = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('held'), limit: name, written }),
  z.object({ kind: z.literal('not-enforced'), limit: name, written, subject, reason: text('Why, in words.') }),
  z.object({
    kind: z.literal('exceeded'),
    limit: name,
    onExceed: say('What it does: fail and kill fail the run, warn is shown only.', z.enum(limitActions)),
    max: number('The limit, in the canonical unit.'),
    written,
    measured: number('What was measured when it was crossed, in the same unit.'),
    subject: say('What the limit is set on.', subject),
    culprit: text('The process or container that used most.').optional(),
    running: say('Tests, or files where the test is not known, that ran at that moment.', z.array(z.string())),
    done: text('What was done about it.').optional(),
  }),
]) satisfies z.ZodType<LimitNote>
