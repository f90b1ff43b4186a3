import { z } from 'zod'

/** The field with its description, which the published schema carries. */
export function say<T extends z.ZodType>(description: string, field: T): T {
  return field.describe(description)
}

/** A text field. */
export function text(description: string): z.ZodString {
  return z.string().describe(description)
}

/** A number field; NaN and infinities do not exist in JSON. */
export function number(description: string): z.ZodNumber {
  return z.number().describe(description)
}
