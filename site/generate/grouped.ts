/** Things by a key that several of them share, in the order in which the keys come first. */
export function grouped<T, K, V = T>(
  things: readonly T[],
  keyOf: (thing: T) => K,
  valueOf = (thing: T) => thing as unknown as V,
): ReadonlyMap<K, readonly V[]> {
  const groups = new Map<K, V[]>()
  for (const thing of things) groups.set(keyOf(thing), [...(groups.get(keyOf(thing)) ?? []), valueOf(thing)])
  return groups
}
