// Work as unit tests do it: objects, JSON, sorting, an index, texts.

export function catalogue(size) {
  return Array.from({ length: size }, (_, id) => ({
    id,
    name: 'item ' + ((id * 7919) % size),
    tags: ['a' + (id % 7), 'b' + (id % 11)],
    price: (id * 31) % 97,
  }))
}

/** The same amount of work each time: a round trip through JSON, two sorts, an index and a text. */
export function work(items, seed) {
  const copy = JSON.parse(JSON.stringify(items))
  copy.sort((a, b) => ((a.price * (seed + 3)) % 101) - ((b.price * (seed + 3)) % 101))
  const index = new Map()
  for (const item of copy) for (const tag of item.tags) index.set(tag, [...(index.get(tag) ?? []), item.id])
  const text = copy
    .toSorted((a, b) => a.name.localeCompare(b.name))
    .map(({ name, price }) => name.toUpperCase() + ':' + price)
    .join(';')
  return text.replace(/[0-5]+/g, '#').length + index.size
}
