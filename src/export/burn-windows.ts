/**
 * Pairs of windows in which an error budget that burns this fast is worth a page or a ticket: both must burn, the long one so that it
 * matters, the short one so that it stops when it is over. A fast burn is of the same severity as in the alerts of a run. Google, The Site Reliability Workbook, chapter 5, table 5-8.
 */
export const burnWindows = [
  { long: '1h', short: '5m', factor: 14.4, severity: 'high' },
  { long: '6h', short: '30m', factor: 6, severity: 'high' },
  { long: '1d', short: '2h', factor: 3, severity: 'medium' },
  { long: '3d', short: '6h', factor: 1, severity: 'medium' },
] as const

/** Every window once, the shortest first. */
export const windows = ['5m', '30m', '1h', '2h', '6h', '1d', '3d'] as const
