import type { z } from 'zod'
import { showValue } from '../../model/show-value.ts'
import type { ShardsInput } from '../define-config.ts'
import { isInsideRoot } from '../is-inside-root.ts'
import { closed, report, text } from './leaf.ts'

const plan = text('a file inside the project').superRefine((path, context) => {
  if (!isInsideRoot(path))
    report(context, {
      code: 'outside-root',
      came: showValue(path),
      expected: "a file inside the project, such as 'slo.shards.json'",
    })
})

const shardsShape = { plan } satisfies Record<keyof ShardsInput, z.ZodType>

/** How test files are shared out over shards. */
export const shardsSchema = closed(shardsShape, "how shards share the test files, such as { plan: 'slo.shards.json' }")
