import type { Reporter, Vitest } from 'vitest/node'
import type { Run } from '../../model/run.ts'
import { renderTerminal } from '../../report/terminal.ts'

/**
 * The last reporter: prints our block below everything else. On the error stream, because a machine-readable reporter may own the
 * standard output.
 */
export class Summary implements Reporter {
  readonly #vitest: Vitest
  #pending: Run | undefined

  constructor(vitest: Vitest) {
    this.#vitest = vitest
  }

  /** Keeps the run to be printed when the other reporters have spoken. */
  show(run: Run): void {
    this.#pending = run
  }

  /** One line of progress, at once. */
  note(text: string): void {
    process.stderr.write(` slo  ${text}\n`)
  }

  onInit(): void {
    // Vitest prints the coverage table after the last reporter; closing comes after both. A watch run does not close.
    this.#vitest.onClose(() => this.#print())
  }

  onWatcherStart(): void {
    this.#print()
  }

  #print(): void {
    if (this.#pending === undefined) return
    const { isTTY = false, columns = 100 } = process.stderr
    const colors = process.env.NO_COLOR === undefined && (isTTY || process.env.FORCE_COLOR !== undefined)
    process.stderr.write(`\n${renderTerminal(this.#pending, { colors, all: false, width: columns })}\n`)
    this.#pending = undefined
  }
}
