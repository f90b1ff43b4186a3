import type { Slo } from './slo.ts'

/** Whether an SLO is about the context switches of this command: counting them takes a process of its own. */
export function countsSwitches(slos: readonly Pick<Slo, 'sli'>[], command: string): boolean {
  return slos.some(
    ({ sli: { subject, metric } }) => metric === 'contextSwitches' && subject.kind === 'command' && subject.name === command,
  )
}
