import type { MetricOf } from '../../model/metric.ts'

/** One figure of a container, or why there is none. */
export type Figure = { readonly value: number; readonly source: string; readonly exact: boolean } | { readonly missing: string }

export type Figures = Readonly<Partial<Record<MetricOf<'container'>, Figure>>>
