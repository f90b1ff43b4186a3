import type { Fault } from '../model/fault.ts'
import { showPath } from '../model/show-value.ts'

/** A fault whose place is still a list of steps, so that faults can be sorted as the file reads. */
export interface Finding extends Omit<Fault, 'path'> {
  readonly path: readonly PropertyKey[]
}

/** Faults in the order of the file they were found in, each once; what is missing comes after what is there. */
export function faultsInOrder(findings: readonly Finding[], plain: unknown): readonly Fault[] {
  const placed = findings.map((finding) => ({ finding, place: placeOf(finding.path, plain) }))
  placed.sort((a, b) => comparePlaces(a.place, b.place))
  const faults = placed.map(({ finding }) => ({ ...finding, path: showPath(finding.path) }))
  return faults.filter((fault, i) => faults.findIndex((other) => sameFault(fault, other)) === i)
}

function placeOf(path: readonly PropertyKey[], plain: unknown): readonly number[] {
  let here = plain
  return path.map((step) => {
    const keys = typeof here === 'object' && here !== null ? Object.keys(here) : []
    const index = keys.indexOf(String(step))
    here = index === -1 ? undefined : (here as Record<PropertyKey, unknown>)[step]
    return index === -1 ? Infinity : index
  })
}

function comparePlaces(a: readonly number[], b: readonly number[]): number {
  const step = a.findIndex((index, i) => index !== b[i])
  if (step === -1) return a.length - b.length
  return (a[step] as number) - (b[step] ?? -1)
}

function sameFault(a: Fault, b: Fault): boolean {
  return a.code === b.code && a.path === b.path && a.came === b.came && a.expected === b.expected
}
