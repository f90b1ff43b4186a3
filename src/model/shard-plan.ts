/** A test file of a project with the time it takes. */
export interface WeighedFile {
  /** Path from the root, with forward slashes. */
  readonly file: string
  /** Vitest project; left out where there is only one. */
  readonly project?: string
  /** Milliseconds: set-up, import and tests together. */
  readonly duration: number
}

/** What all shards of a run read, so that each knows the share of every other: how long each test file takes. */
export interface ShardPlan {
  readonly files: readonly WeighedFile[]
}

/** How well files are shared out. Times in milliseconds, of all files of a shard together. */
export interface Balance {
  readonly loads: readonly number[]
  readonly longest: number
  /** The longest over the mean, less one: 0 is perfect, 1 is twice as long as it would have to be. Undefined where nothing takes time. */
  readonly imbalance?: number
}

/** The files of a suite shared out over shards. */
export interface Split {
  readonly shards: readonly (readonly WeighedFile[])[]
  readonly balance: Balance
  /** What Vitest itself would make of the same files. */
  readonly before: Balance
}

/** Which file of which project. */
export type FileName = Pick<WeighedFile, 'file' | 'project'>

/** Why shards that went by different plans are no whole suite, and what to do. */
export const otherSplits =
  'the shards were shared out by different plans, so that files may have run twice or not at all: give all of them the same commit, the same shards.plan and the same filters, and run them again'

const layout = 1

/** The text of a plan: one line for each file, in one order, so that two versions of it can be told apart line by line. */
export function formatShardPlan({ files }: ShardPlan): string {
  const lines = files
    .toSorted(byName)
    .map(({ file, project, duration }) => `    ${JSON.stringify({ file, project, duration: Math.round(duration) })}`)
  return `{\n  "schema": ${layout},\n  "unit": "ms",\n  "files": [\n${lines.join(',\n')}\n  ]\n}\n`
}

/** Reads a plan; what is wrong with it in words that follow its name. */
export function parseShardPlan(text: string): ShardPlan | string {
  const written = parseJson(text)
  if (!isRecord(written)) return 'is no JSON object: write it anew with slo split --write'
  if (written['schema'] !== layout)
    return `has schema ${JSON.stringify(written['schema'])}, and this version reads ${layout}: write it anew with slo split --write`
  const { files } = written
  if (!Array.isArray(files) || !files.every((one) => isFile(one)))
    return 'needs files, each with a file and a duration in ms above or equal to 0: write it anew with slo split --write'
  return { files }
}

/** The same order on every machine, whatever its language. */
export function byName(one: FileName, other: FileName): number {
  return compare(nameOf(one), nameOf(other))
}

/** Tells the files of all projects apart; one that nobody named a project for is known by its path. */
export function nameOf({ file, project = '' }: FileName): string {
  return `${project}\u0000${file}`
}

/**
 * Gives each file the time it takes by the plan. One that the plan does not know takes as long as the file in the middle, so that all
 * shards agree on it; none takes less than a millisecond.
 */
export function weigh(names: readonly FileName[], { files }: ShardPlan): readonly WeighedFile[] {
  const known = new Map(files.map((file) => [nameOf(file), file.duration]))
  const durations = files.map(({ duration }) => duration).toSorted((a, b) => a - b)
  const usual = durations[Math.floor(durations.length / 2)] ?? 1
  return names.map(({ file, project }) => {
    const duration = known.get(nameOf({ file, project })) ?? known.get(nameOf({ file })) ?? usual
    return { file, ...(project === undefined ? {} : { project }), duration: Math.max(1, duration) }
  })
}

function compare(one: string, other: string): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isFile(value: unknown): value is WeighedFile {
  if (!isRecord(value)) return false
  const { file, project, duration } = value
  const isNamed = typeof file === 'string' && (project === undefined || typeof project === 'string')
  return isNamed && typeof duration === 'number' && Number.isFinite(duration) && duration >= 0
}
