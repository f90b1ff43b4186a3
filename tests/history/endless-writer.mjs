// Appends runs of 5,000 series to the file it is given, and prints the number of each, until it is killed.
import { createJiti } from 'jiti'

const jiti = createJiti(import.meta.url)
const { openHistory } = await jiti.import('../../src/history/open-history.ts')
const { entry, point } = await jiti.import('./sample-history.ts')

const store = await openHistory(`file:${process.argv[2]}`, '.')
const points = Array.from({ length: 5000 }, (_, index) => point(`build ${index}`, index))
for (let run = 0; ; run += 1) {
  await store.append(entry(run, points))
  console.log(run)
}
