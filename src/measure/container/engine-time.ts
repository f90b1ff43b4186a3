/** Milliseconds since 1970 of a time as engines write it, to the nanosecond; undefined for the year 1, by which they mean never. */
export function parseEngineTime(text: string | undefined): number | undefined {
  const [, seconds, fraction = '', zone] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d)$/.exec(text ?? '') ?? []
  if (seconds === undefined || seconds.startsWith('0001')) return undefined
  return Date.parse(`${seconds}${zone}`) + Number(`0${fraction}`) * 1000
}
