/** `learning` where there are too few runs since the last change-point. */
export type Direction = 'rising' | 'falling' | 'steady' | 'learning'

/** When the typical run will break the objective, if it goes on like this. */
export type Forecast =
  /** Too few runs. */
  | { readonly kind: 'unknown' }
  /** It does not move towards its bound. */
  | { readonly kind: 'none' }
  /** The typical run breaks it already. */
  | { readonly kind: 'broken' }
  /** It does, and not within so many runs. */
  | { readonly kind: 'beyond'; readonly runs: number }
  /** In so many runs; `latest` is undefined where that lies beyond the horizon. */
  | { readonly kind: 'breach'; readonly runs: number; readonly earliest: number; readonly latest?: number }
