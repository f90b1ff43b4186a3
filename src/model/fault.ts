/** What can be wrong with a configuration or a call. Each code has one wording, in `describeFault`. */
export type FaultCode =
  | 'unknown-key' | 'unknown-value' | 'missing' | 'wrong-type' | 'empty' // prettier-ignore
  | 'not-supported-yet' | 'no-operator' | 'unknown-statistic' | 'bad-percentile' // prettier-ignore
  | 'no-unit' | 'wrong-unit' | 'unknown-unit' | 'negative' | 'not-a-number' | 'not-whole' | 'too-large' // prettier-ignore
  | 'warning-not-stricter' | 'above-limit' | 'unknown-metric' | 'unknown-probe' | 'monitoring-off' | 'duplicate' | 'out-of-range' | 'bad-name' // prettier-ignore
  | 'no-budget' | 'budget-too-small' | 'no-single-samples' | 'no-history' // prettier-ignore
  | 'no-memory' | 'not-loaded' | 'not-found' | 'no-default-export' | 'outside-root' // prettier-ignore

/** One thing that is wrong: where, what came, what is expected, and the way out. Data; the wording is one place. */
export interface Fault {
  readonly code: FaultCode
  /** Path inside the configuration, `slos.first-build.objective`; empty for the file as a whole. */
  readonly path: string
  /** What was written, as a short text. */
  readonly came?: string
  readonly expected?: string
  readonly hint?: string
  /** Nearest known name, for a typo. */
  readonly nearest?: string
}

/** A known error: printed without a stack. The message says where, what and what to do. */
export class SloError extends Error {
  override name = 'SloError'
}

/** A configuration that cannot be used, with every fault of it. */
export class ConfigError extends SloError {
  override name = 'ConfigError'
  readonly #file: string
  readonly #faults: readonly Fault[]

  constructor(file: string, faults: readonly Fault[]) {
    super(formatFaults(file, faults))
    this.#file = file
    this.#faults = faults
    // The place that matters is in the message; the frames of the loader would bury it wherever a tool prints the error whole.
    this.stack = this.message
  }

  get file(): string {
    return this.#file
  }

  get faults(): readonly Fault[] {
    return this.#faults
  }
}

/** All faults of one file, one block each, readable without knowing the source. */
export function formatFaults(file: string, faults: readonly Fault[]): string {
  const count = faults.length === 1 ? '1 problem' : `${faults.length} problems`
  return [`${file}: ${count}`, ...faults.map((fault) => formatFault(fault))].join('\n')
}

function formatFault(fault: Fault): string {
  const expected = fault.expected === undefined ? '' : `\n      expected ${fault.expected}`
  const hint = fault.hint === undefined ? '' : `\n      ${fault.hint}`
  const nearest = fault.nearest === undefined ? '' : `\n      did you mean ${fault.nearest}?`
  return `  ✗ ${sentenceAt(fault)}${expected}${hint}${nearest}`
}

/** Some sentences are about the place (`slos.a.sli is missing`), the others about what stands there. */
function sentenceAt({ code, path, came = '' }: Fault): string {
  const sentence = sentences[code](came)
  if (/^(is|has|could) /.test(sentence)) return `${path === '' ? 'the file' : path} ${sentence}`
  return path === '' ? sentence : `${path}: ${sentence}`
}

const sentences: Readonly<Record<FaultCode, (came: string) => string>> = {
  'unknown-key': () => 'there is no such key',
  'unknown-value': (came) => `${came} is not known here`,
  missing: () => 'is missing',
  'wrong-type': (came) => `${came} is of the wrong type`,
  empty: () => 'is empty',
  'not-supported-yet': (came) => `${came} is not supported in this version`,
  'no-operator': (came) => `${came} has no comparison`,
  'unknown-statistic': (came) => `there is no statistic ${came}`,
  'bad-percentile': (came) => `${came} is not a percentile above p0 and below p100`,
  'no-unit': (came) => `${came} has no unit`,
  'wrong-unit': (came) => `${came} has a unit of another kind`,
  'unknown-unit': (came) => `${came} has a unit that does not exist`,
  negative: (came) => `${came} is negative`,
  'not-a-number': (came) => `${came} cannot be read as a quantity`,
  'not-whole': (came) => `${came} is not a whole number`,
  'too-large': (came) => `${came} is too large to be compared exactly`,
  'warning-not-stricter': (came) => `the warning ${came} is not stricter than the objective`,
  'above-limit': (came) => `the bound ${came} lies above an enforced limit, so it could never be the one that is broken`,
  'unknown-metric': (came) => `no metric ${came} is declared under metrics`,
  'unknown-probe': (came) => `no probe ${came} is declared under probes`,
  'monitoring-off': (came) => `${came} is switched off under monitoring, so this SLO could never have data`,
  duplicate: (came) => `${came} stands here twice`,
  'out-of-range': (came) => `${came} is out of range`,
  'bad-name': (came) => `${came} cannot be used as a name`,
  'no-budget': (came) => `${came} counts for nothing without enforce: 'budget'`,
  'budget-too-small': (came) => `${came} leaves no budget: not one run may be bad`,
  'no-single-samples': (came) => `${came} counts single samples, which cannot be compared with this objective`,
  'no-memory': () => 'who was told is kept beside the runs, and no run is remembered',
  'no-history': () => 'an error budget is spent over runs, and no run is remembered',
  'not-loaded': (came) => `could not be loaded: ${came}`,
  'not-found': (came) => `${came} was not found`,
  'no-default-export': () => 'has no default export',
  'outside-root': (came) => `${came} lies outside the project`,
}
