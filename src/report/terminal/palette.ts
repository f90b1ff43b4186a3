import { createColors, getDefaultColors } from 'tinyrainbow'
import type { Status } from '../../model/verdict.ts'

type Paint = (text: string) => string

/** The few colours of the block; each returns the text itself when colours are off. */
export interface Palette {
  readonly status: Readonly<Record<Status, Paint>>
  readonly strong: Paint
  readonly faint: Paint
  readonly failure: Paint
}

/** Colours on or off as asked. `createColors({ force: false })` would ask the environment, and CI variables switch it on. */
export function paletteFor(colors: boolean): Palette {
  const paint = colors ? createColors({ force: true }) : getDefaultColors()
  return {
    status: { violated: paint.red, 'no-data': paint.magenta, inconclusive: paint.cyan, warning: paint.yellow, met: paint.green },
    strong: paint.bold,
    faint: paint.dim,
    failure: (text) => paint.bold(paint.inverse(paint.red(text))),
  }
}
