import { z } from 'zod'
import type { Prepare, Probe, RunText, Verification } from '../../model/config.ts'
import { showChoice, showValue } from '../../model/show-value.ts'
import type { ProbeInput } from '../define-config.ts'
import { isInsideRoot } from '../is-inside-root.ts'
import { byName, choice, closed, report, text, whenUsed } from './leaf.ts'
import { time, wholeNumber } from './number-leaf.ts'

const command = "a command such as 'npm run build', or a program with its arguments such as ['node', 'cli.js']"

const run = (): z.ZodType<RunText> =>
  z
    .custom<RunText>((written) => typeof written === 'string' || Array.isArray(written), { error: command })
    .superRefine((written, context) => {
      const words: readonly unknown[] = typeof written === 'string' ? [written] : written
      if (typeof words[0] === 'string' && words[0].trim() === '') return report(context, { code: 'empty', expected: command })
      if (words.length === 0) return report(context, { code: 'empty', expected: command })
      words.forEach((word, i) => {
        if (typeof word === 'string' && !word.includes('\0')) return
        report(context, { code: 'wrong-type', came: showValue(word), expected: 'a text' }, Array.isArray(written) ? [i] : [])
      })
    })

const wholeProject = 'that is the project itself'

/** A path that a sample may move or change: never outside the project, never the project itself. */
function pathInside(expected: string): z.ZodType<string> {
  return text(expected).superRefine((path, context) => {
    if (path.trim() === '') return
    if (!isInsideRoot(path)) report(context, { code: 'outside-root', came: showValue(path), expected })
    else if (!isInsideRoot(`${path}/..`))
      report(context, { code: 'out-of-range', came: showValue(path), expected, hint: wholeProject })
  })
}

function listOf(item: z.ZodType<string>, expected: string): z.ZodType<readonly string[]> {
  return z.array(item, { error: expected }).min(1, { error: expected })
}

const prepareShape = () =>
  ({
    remove: listOf(pathInside('a path or glob inside the project'), "a list of paths or globs such as ['dist']").optional(),
    edit: pathInside('a file inside the project').optional(),
  }) satisfies Record<keyof Prepare, z.ZodType>

const verifyShape = () =>
  ({
    files: listOf(text('a path of a file'), "a list of files such as ['dist/cli.js']").optional(),
    stdout: text('a text that the output must contain').optional(),
  }) satisfies Record<keyof Verification, z.ZodType>

const variable = () =>
  z.string({ error: "a text such as '1'" }).refine((value) => !value.includes('\0'), { error: 'a text without zero bytes' })

const shape = () =>
  ({
    run: run(),
    cwd: text("a folder relative to the project, or 'temporary'").optional(),
    env: byName(variable(), "variables by name, such as { NODE_ENV: 'production' }").optional(),
    samples: wholeNumber({ least: 1, most: 1000, expected: 'a whole number from 1 to 1000' }).default(1),
    warmup: wholeNumber({ least: 0, most: 1000, expected: 'a whole number from 0 to 1000' }).default(0),
    timeout: time(
      { least: 1, most: 86_400_000, expected: "a time from '1ms' to '24h', or as many milliseconds" },
      'bare',
    ).default(300_000),
    prepare: notEmpty(closed(prepareShape(), "what to do before each sample, such as { remove: ['dist'] }")).optional(),
    verify: notEmpty(closed(verifyShape(), "what must hold after each sample, such as { files: ['dist/cli.js'] }")).optional(),
    network: choice(['isolated']).optional(),
  }) satisfies Record<keyof ProbeInput, z.ZodType>

function notEmpty<S extends z.ZodObject>(schema: S): S {
  const expected = showChoice(Object.keys(schema.shape))
  return schema.superRefine(
    (written, context) => {
      if (Object.values(written).every((value) => value === undefined)) report(context, { code: 'empty', expected })
    },
    // A key that is unknown says more.
    { when: ({ issues }) => issues.length === 0 },
  )
}

/** One entry of `probes`. */
export const probeSchema: z.ZodType<Omit<Probe, 'name'>> = whenUsed(() =>
  closed(shape(), "a probe such as { run: 'npm run build' }"),
)
