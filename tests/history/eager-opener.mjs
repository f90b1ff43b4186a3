// Opens one new file after another, each at the moment that its number stands for, so that two of these do so together.
import { createJiti } from 'jiti'

const [folder, count, begin] = process.argv.slice(2)
const { openHistory } = await createJiti(import.meta.url).import('../../src/history/open-history.ts')
await (await openHistory(`file:${folder}/own-${process.pid}.db`, '.')).close()
for (let file = 0; file < Number(count); file++) {
  while (Date.now() < Number(begin) + file * 15);
  await (await openHistory(`file:${folder}/${file}.db`, '.')).close()
}
