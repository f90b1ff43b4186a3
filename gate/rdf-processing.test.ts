import { DataFactory, Parser, Store } from 'n3'
import { expect, slo, test } from 'vitest-slo/test'
import { categories, triplesPerProduct, turtleCatalogue } from './turtle-catalogue.ts'

const namedNode = (iri: string) => DataFactory.namedNode(iri)
const shop = (name: string) => namedNode(`https://example.org/shop#${name}`)
const item = (name: string) => namedNode(`https://example.org/item/${name}`)
const type = namedNode('http://www.w3.org/1999/02/22-rdf-syntax-ns#type')
const label = namedNode('http://www.w3.org/2000/01/rdf-schema#label')

const products = 20_000

test('parses, stores and queries 100,000 triples', async () => {
  const turtle = turtleCatalogue(products)
  const run = await slo.measure('rdf:process', () => processCatalogue(turtle), { samples: 5, warmup: 1 })
  expect(run.value).toEqual({
    triples: products * triplesPerProduct,
    products,
    inOneCategory: products / categories,
    expensive: 20 * 10,
    // Each product of the category goes with another one, and each of those has a label of its own.
    companions: products / categories,
  })
  expect(run).toMeetSlo('rdf-processing')
})

function processCatalogue(turtle: string) {
  const store = new Store(new Parser().parse(turtle))
  const inOneCategory = store.getSubjects(shop('category'), item('c7'), null)
  const labels = inOneCategory.flatMap((product) =>
    store.getObjects(product, shop('goesWith'), null).flatMap((companion) => store.getObjects(companion, label, null)),
  )
  return {
    triples: store.size,
    products: store.countQuads(null, type, shop('Product'), null),
    inOneCategory: inOneCategory.length,
    expensive: [...store.match(null, shop('price'), null, null)].filter(({ object }) => Number(object.value) > 990).length,
    companions: new Set(labels.map(({ value }) => value)).size,
  }
}
