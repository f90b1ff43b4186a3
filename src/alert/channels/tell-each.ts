import { SloError } from '../../model/fault.ts'

/**
 * Tells several people the same at the same time. Returns why some were not told, one text each; rejects with SloError where nobody was. Those that were told are
 * not to be told again because of the others.
 */
export async function tellEach(people: readonly string[], tellOne: (to: string) => Promise<void>): Promise<readonly string[]> {
  const ended = await Promise.allSettled(people.map(tellOne))
  const failed = ended.flatMap((one, i) =>
    one.status === 'rejected' ? [`${hidden(people[i] as string)}: ${(one.reason as Error).message}`] : [],
  )
  if (failed.length === people.length) throw new SloError(failed.join('; '))
  return failed
}

/** Enough of a number to know whose it is. */
function hidden(number: string): string {
  return `the number that ends in ${number.slice(-2)}`
}
