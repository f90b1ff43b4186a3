import type { Stretch } from '../../model/stretch.ts'
import { LineRecorder } from '../line-recorder.ts'
import type { ContainerReading } from './container-cgroup.ts'

// A picture of a container needs no more.
const most = 100

/** What a container uses over time. Its counters begin anew with each start. */
export class ContainerLine {
  readonly #recorder = new LineRecorder(most)
  #life: number | undefined
  /** Milliseconds since the epoch, from which the stretches count. */
  readonly epoch = Date.now()

  get stretches(): readonly Stretch[] {
    return this.#recorder.stretches
  }

  /** Takes in a reading that was just taken; `life` counts the starts of the container. */
  add(life: number, reading: Partial<ContainerReading>): void {
    if (this.#life !== undefined && life !== this.#life) this.#recorder.interrupt()
    this.#life = life
    const { cpuTime: cpu, memory, diskRead, diskWrite, networkSent, networkReceived } = reading
    this.#recorder.add({ at: Date.now() - this.epoch, cpu, memory, diskRead, diskWrite, networkSent, networkReceived })
  }
}
