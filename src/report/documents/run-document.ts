import { checksOfRun } from '../checks-of-run.ts'
import type { Document } from '../document.ts'
import { frameOf } from './frame.ts'
import type { OfRun } from './frame.ts'
import { gapSection } from './gap-section.ts'
import { limitSection } from './limit-section.ts'
import { profileSection } from './profile-section.ts'
import { verdictSection } from './verdict-section.ts'

/** The whole of a run on a few pages: verdicts, limits, where the causes lie, what could not be measured. */
export function runDocument({ run, declared }: OfRun): Document {
  const sections = [verdictSection(run), limitSection(run.limits), profileSection(run), gapSection(run.gaps)]
  return { ...frameOf(run, 'run'), sections, checks: checksOfRun(run, declared) }
}
