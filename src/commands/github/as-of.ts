import { SloError } from '../../model/fault.ts'

/** Does some work, and says of what goes wrong which command it was. */
export async function asOf<T>(command: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof SloError) throw new SloError(`${command}: ${error.message}`)
    throw error
  }
}
