/** Days since 1970-01-01 with their fraction, of a time in ISO 8601 and UTC; NaN where the text is none. Source: H. Hinnant, days_from_civil. */
export function daysOf(iso: string): number {
  const parts = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d(?:\.\d+)?)Z$/.exec(iso)
  if (parts === null) return Number.NaN
  const [year, month, day, hours, minutes, seconds] = parts.slice(1).map(Number) as [number, number, number, number, number, number] // prettier-ignore
  return daysFromCivil(year, month, day) + (hours * 3600 + minutes * 60 + seconds) / 86_400
}

/** The year begins in March here, so that the leap day is its last. */
function daysFromCivil(year: number, month: number, day: number): number {
  const shifted = month > 2 ? year : year - 1
  const era = Math.floor(shifted / 400)
  const yearOfEra = shifted - era * 400
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}
