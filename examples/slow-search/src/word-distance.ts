/** Two words. */
interface Pair {
  readonly one: string
  readonly other: string
}
/** How many letters must be changed, added or left out to make one word of the other. Slow on purpose: it remembers nothing. */
export function wordDistance({ one, other }: Pair): number {
  if (one === '') return other.length
  if (other === '') return one.length
  const [first, second] = [one.slice(1), other.slice(1)]
  const same = wordDistance({ one: first, other: second })
  if (one[0] === other[0]) return same
  const [left, right] = [wordDistance({ one: first, other }), wordDistance({ one, other: second })]
  return 1 + Math.min(same, left, right)
}
