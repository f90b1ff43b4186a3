import type { Verdict } from '../../model/verdict.ts'

/** One id per verdict, its name: stable as long as the name is, and unique on the page. */
export function anchorsOf(verdicts: readonly Verdict[]): ReadonlyMap<Verdict, string> {
  const taken = new Set<string>()
  return new Map(verdicts.map((verdict) => [verdict, freeId(idPart(verdict.slo.name), taken)]))
}

function idPart(name: string): string {
  return name.replace(/[^\p{L}\p{N}_.:-]+/gu, '-').slice(0, 80) || 'slo'
}

function freeId(wanted: string, taken: Set<string>): string {
  let id = wanted
  for (let twin = 2; taken.has(id); twin++) id = `${wanted}-${twin}`
  taken.add(id)
  return id
}
