import { test } from 'vitest'

for (let count = 1; count <= 1000; count++) test(`does nothing for the ${count}. time`, () => undefined)
