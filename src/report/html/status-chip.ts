import type { Machine } from '../../model/run.ts'
import type { Verdict } from '../../model/verdict.ts'
import { verdictLabel } from '../verdict-label.ts'
import { markup } from './markup.ts'
import type { Markup } from './markup.ts'

/** The verdict as a chip: mark, word and colour. */
export function statusChip(verdict: Verdict, machine: Machine): Markup {
  const { mark, word } = verdictLabel(verdict, machine)
  return markup`<span class="chip ${verdict.status}"><span aria-hidden="true">${mark}</span> ${word}</span>`
}
