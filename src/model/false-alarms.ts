/**
 * How often the comparison with the past accuses an SLO in a run in which nothing changed, on runs with typical noise. Measured by
 * benchmarks/judge.mjs.
 */
const rate = 0.0025

/** The chance that at least one of so many SLOs is accused in a run in which nothing changed. */
export function falseAlarms(slos: number): number {
  return 1 - (1 - rate) ** slos
}

/** In words, for somebody who decides how many of them to declare. */
export function falseAlarmsText(slos: number): string {
  const share = Number((falseAlarms(slos) * 100).toPrecision(2))
  return `${slos} ${slos === 1 ? 'SLO is' : 'SLOs are'} held to the past: expect a false alarm in about ${share} % of runs in which nothing changed`
}
