import { InvalidArgumentError } from 'commander'

/** Reads the number of an option. */
export function wholeNumber(written: string): number {
  if (/^\d+$/.test(written)) return Number(written)
  throw new InvalidArgumentError('It is no whole number.')
}
