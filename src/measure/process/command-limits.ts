import type { Limit } from '../../model/limit.ts'
import type { Exceeded } from '../../model/limit-reading.ts'
import { ownNetworkBytes } from './own-network.ts'
import { describeProcess } from './process-use.ts'
import { TreeLimits } from './tree-limits.ts'
import type { TreeLimitHit } from './tree-limits.ts'
import type { TreeMethod, TreeMoment } from './tree-method.ts'

export interface CommandLimitsOptions {
  readonly limits: readonly Limit[]
  readonly pid: number
  readonly method: Pick<TreeMethod, 'alive'>
  /** It has a network of its own. */
  readonly isIsolated: boolean
  /** Ends the whole command. */
  readonly kill: () => void
}

/** Enforces the limits of one execution of a command. */
export class CommandLimits {
  readonly hits: TreeLimitHit[] = []
  readonly #options: CommandLimitsOptions
  readonly #tree: TreeLimits

  constructor(options: CommandLimitsOptions) {
    this.#options = options
    const { limits, pid, method, isIsolated } = options
    const onExceed = (exceeded: Exceeded): void => this.#react(exceeded)
    const tree = { limits, root: pid, isNew: true, alive: () => method.alive(), onExceed }
    const within = {
      inside: () => tree.alive()[0],
      network: () => ownNetworkBytes(tree.alive()),
    }
    this.#tree = new TreeLimits(isIsolated ? { ...tree, ...within } : tree)
  }

  take(at: number, moment: TreeMoment): void {
    this.#tree.take(at, moment)
  }

  #react({ limit, measured }: Exceeded): void {
    const found = this.#tree.culprit(limit, { measured, workers: new Set() })
    const culprit = found && describeProcess(found.process)
    const done = limit.onExceed === 'kill' ? 'killed with its whole command' : undefined
    this.hits.push({ limit, measured, culprit, done, running: [] })
    if (limit.onExceed === 'kill') this.#options.kill()
  }
}
