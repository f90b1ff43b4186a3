import type { Reporter, Vitest } from 'vitest/node'
import { usesColors } from '../../commands/uses-colors.ts'
import type { ReportFormat } from '../../model/config.ts'
import type { Run } from '../../model/run.ts'
import type { TerminalOptions } from '../../report/terminal.ts'
import { tellLive } from './live.ts'

/** What is shown of a run, and the function that shows it: it is loaded with the end of a run, this class with its start. */
interface Shown {
  readonly run: Run
  /** Paths of the reports that were written. */
  readonly reports: readonly string[]
  /** Path of the report of a format. */
  readonly nameOf: (format: ReportFormat) => string
  readonly render: (run: Run, options: TerminalOptions) => string
}

/**
 * The last reporter: prints our block below everything else. On the error stream, because a machine-readable reporter may own the
 * standard output.
 */
export class Summary implements Reporter {
  readonly #vitest: Vitest
  #pending: Shown | undefined
  #before: (() => Promise<void>) | undefined

  constructor(vitest: Vitest) {
    this.#vitest = vitest
  }

  /** Keeps the run to be printed when the other reporters have spoken. */
  show(shown: Shown): void {
    this.#pending = shown
  }

  /** Notes a report that was written later than the others. */
  wrote(format: ReportFormat): void {
    if (this.#pending === undefined) return
    const { reports, nameOf } = this.#pending
    this.#pending = { ...this.#pending, reports: [...reports, nameOf(format)] }
  }

  /** Work for the time when every test and every other reporter is done. */
  before(work: () => Promise<void>): void {
    this.#before = work
  }

  /** The last of the reporters: the others have spoken, or write their files meanwhile. */
  async onTestRunEnd(): Promise<void> {
    const work = this.#before
    this.#before = undefined
    if (work === undefined) return
    // Somebody may have had enough of waiting; what is known already must not be lost by it.
    const print = (): void => this.#print()
    process.once('exit', print)
    await work()
    process.off('exit', print)
  }

  /** One line of progress, at once. */
  note(text: string): void {
    process.stderr.write(` slo  ${text}\n`)
    tellLive({ kind: 'note', text })
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
    const { run, reports, render } = this.#pending
    const { isTTY, columns } = process.stderr
    const colors = usesColors({ isTTY }, process.env)
    // What the process will really say: 1 stands for every failure, and Vitest may have found one of its own. A watch run still
    // carries the code of an earlier rerun.
    const otherwise = run.scope === 'watch' ? 0 : (process.exitCode ?? 0)
    const exitCode = run.exitCode === 0 && otherwise === 0 ? 0 : 1
    const options = { colors, all: false, width: columns ?? 100, reports, exitCode } as const
    process.stderr.write(`\n${render(run, options)}\n`)
    this.#pending = undefined
  }
}
