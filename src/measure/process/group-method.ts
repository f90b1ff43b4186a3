import { carries, janitorName } from './marked-processes.ts'
import type { ControlGroup } from './control-group.ts'
import { GroupPeak } from './group-peak.ts'
import type { ProcMethod } from './proc-method.ts'
import type { Figure, RootEnd, TreeMethod, TreeMoment, TreeTotals } from './tree-method.ts'

/**
 * Watches a tree in a control group of its own: CPU time and memory are the kernel's, whoever its processes were and however short they
 * lived. What a group does not count comes from /proc.
 */
export class GroupMethod implements TreeMethod {
  readonly shortestInterval = 5
  readonly #group: ControlGroup
  readonly #walk: ProcMethod
  readonly #peak: GroupPeak
  #hasPeak = false
  readonly #before: number
  #cpu: number | undefined

  /** To be made while nothing but the gate is in the group: what it has taken is left out. */
  constructor(group: ControlGroup, walk: ProcMethod) {
    this.#group = group
    this.#walk = walk
    this.#peak = new GroupPeak(group.version === 1)
    const { cpu, memory } = group.read()
    this.#before = cpu ?? 0
    if (memory !== undefined) this.#peak.read(memory)
  }

  read(at: number): TreeMoment | undefined {
    const moment = this.#walk.read(at)
    const memory = this.#readGroup()
    if (moment === undefined) return undefined
    return {
      ...moment,
      cpu: this.#cpu ?? moment.cpu,
      memory: memory === undefined ? moment.memory : memory + this.#walk.peak.programs,
    }
  }

  finish(at: number, end?: RootEnd): TreeTotals {
    const seen = this.#walk.finish(at, end)
    this.#readGroup()
    const cpuTime =
      this.#cpu === undefined ? seen.cpuTime : { value: this.#cpu, exact: true, source: `CPU time of ${this.#name}` }
    return { ...seen, ...(this.#hasPeak ? this.#memory() : {}), cpuTime, method: this.#name }
  }

  alive(): readonly number[] {
    // A command that measures commands has a watch-keeper, which must outlive it.
    const members = this.#group.members().filter((pid) => !carries(pid, `${janitorName}=`))
    return [...new Set([...this.#walk.alive(), ...members])]
  }

  close(): void {
    this.#walk.close()
  }

  get #name(): string {
    return `its own control group (version ${this.#group.version})`
  }

  #readGroup(): number | undefined {
    const { cpu, memory } = this.#group.read()
    this.#cpu = cpu === undefined ? undefined : Math.max(0, cpu - this.#before)
    if (memory === undefined) return undefined
    this.#hasPeak = true
    return this.#peak.read(memory)
  }

  /** As resident sets are: with the files of the programs, which are charged to whoever read them first. */
  #memory(): { readonly memory: Figure; readonly memoryAtLeast: number } {
    const { largest, programs, atMost } = this.#walk.peak
    const memoryAtLeast = Math.max(this.#peak.atLeast + programs, largest)
    const counted = Math.max(this.#peak.atMost + programs, memoryAtLeast)
    if (programs > 0 && counted - memoryAtLeast <= counted * 0.01)
      return { memory: { value: counted, exact: true, source: `peak of ${this.#name} and the files of its programs` }, memoryAtLeast } // prettier-ignore
    // The cache came and went between two readings: the processes' own peaks are a bound, too.
    const value = Math.max(memoryAtLeast, Math.min(counted, atMost))
    const source = `peak of ${this.#name} without cached files, or VmHWM summed over its processes, the lesser of two upper bounds`
    return { memory: { value, exact: false, source }, memoryAtLeast }
  }
}
