/** A model with so many entities of eight fields each, as JSON. */
export function largeModel(entities: number): string {
  const types = ['string', 'number', 'boolean', 'Date']
  const fields = Array.from({ length: 8 }, (_, at) => ({ name: `field${at}`, type: types[at % 4], optional: at > 5 }))
  return JSON.stringify({
    name: 'large',
    entities: Array.from({ length: entities }, (_, at) => ({ name: `Entity${at}`, fields })),
  })
}
