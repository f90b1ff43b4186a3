import { keysAt, valueAt } from './value-at.ts'

/** Bounds as they were written in one place: in the SLO itself, in one of its `on` blocks, or in an environment. */
export interface Layer {
  readonly path: readonly string[]
  readonly objective?: string
  readonly warning?: string
}

/** Where bounds are asked for: in an environment, on a class of machines, or anywhere. */
export interface Situation {
  readonly environment?: string
  readonly machineClass?: string
}

/**
 * What is written of one SLO for one situation; later layers win. First the SLO, then what the environment changes of it, then
 * the bounds of both for the machine class: the class says most about how fast the machine is.
 */
export function layersFor(plain: unknown, name: string, situation: Situation): readonly Layer[] {
  return pathsFor(name, situation).map((path) => ({
    path,
    objective: textAt(plain, [...path, 'objective']),
    warning: textAt(plain, [...path, 'warning']),
  }))
}

/** Where something of one SLO may be written for one situation; later ones win. */
export function pathsFor(name: string, { environment, machineClass }: Situation): readonly (readonly string[])[] {
  const places = environment === undefined ? [placeOf(name)] : [placeOf(name), placeOf(name, environment)]
  const onClass = machineClass === undefined ? [] : places.map((place) => [...place, 'on', machineClass])
  return [...places, ...onClass]
}

/** Every situation in which the bounds of an SLO may differ, the plain one first. */
export function situationsOf(plain: unknown, name: string): readonly Situation[] {
  const environments = [undefined, ...keysAt(plain, ['environments'])]
  const classes = environments.flatMap((environment) => keysAt(plain, [...placeOf(name, environment), 'on']))
  return environments.flatMap((environment) => {
    return [undefined, ...new Set(classes)].map((machineClass) => ({ environment, machineClass }))
  })
}

function placeOf(name: string, environment?: string): readonly string[] {
  return environment === undefined ? ['slos', name] : ['environments', environment, 'slos', name]
}

function textAt(plain: unknown, path: readonly string[]): string | undefined {
  const value = valueAt(plain, path)
  return typeof value === 'string' ? value : undefined
}
