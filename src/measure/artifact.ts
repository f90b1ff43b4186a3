import { readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { globSync } from 'tinyglobby'
import { unitOfMetric } from '../model/metric.ts'
import type { MetricOf } from '../model/metric.ts'
import type { Measured, Series } from '../model/series.ts'
import type { Subject } from '../model/subject.ts'
import type { Unit } from '../model/unit.ts'

type ArtifactMetric = MetricOf<'artifact'>

export interface ArtifactMeasurement extends Measured {
  readonly subject: Subject
}

const sources: Readonly<Record<ArtifactMetric, string>> = {
  size: 'bytes on disk, sum of the files',
  gzip: 'gzip level 9, sum of the files',
  brotli: 'brotli quality 11, sum of the files',
  files: 'number of files',
}

/** Sizes of the files that a glob names, relative to the root. No file means no series: an artifact that is not there has no size. */
export function measureArtifact(
  glob: string,
  root: string,
  metrics = Object.keys(sources) as readonly ArtifactMetric[],
): ArtifactMeasurement {
  const subject: Subject = { kind: 'artifact', name: glob }
  const files = globSync(glob, { cwd: root, dot: true, onlyFiles: true, expandDirectories: false }).map((file) =>
    resolve(root, file),
  )
  if (files.length === 0) return { subject, series: [], gaps: [] }
  return { subject, gaps: [], series: metrics.map((metric) => oneSeries(subject, metric, files)) }
}

function oneSeries(subject: Subject, metric: ArtifactMetric, files: readonly string[]): Series {
  const total = files.reduce((sum, file) => sum + measured[metric](file), 0)
  const unit = unitOfMetric('artifact', metric) as Unit
  return { subject, metric, unit, samples: [total], source: sources[metric], exact: true }
}

const measured: Readonly<Record<ArtifactMetric, (file: string) => number>> = {
  size: (file) => statSync(file).size,
  gzip: (file) => gzipSync(readFileSync(file), { level: 9 }).length,
  brotli: (file) => brotliCompressSync(readFileSync(file)).length,
  files: () => 1,
}
