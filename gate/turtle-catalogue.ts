/** Triples of one product of the catalogue: its type, label, price, category and the product it goes with. */
export const triplesPerProduct = 5
export const categories = 50

/** A catalogue of products in Turtle: prefixes, literals with data types and languages, lists of predicates. Always the same text. */
export function turtleCatalogue(products: number): string {
  const prefixes = [
    '@prefix shop: <https://example.org/shop#> .',
    '@prefix item: <https://example.org/item/> .',
    '@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .',
    '@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .',
  ]
  return [...prefixes, ...Array.from({ length: products }, (_, index) => productText(index, products))].join('\n')
}

function productText(index: number, products: number): string {
  // Steps without a common divisor with the number of products: a chain through all of them, not a row of neighbours.
  const companion = (index * 7919 + 1) % products
  return `item:p${index} a shop:Product ;
  rdfs:label "Product ${index}"@en ;
  shop:price "${(index % 1000) + 0.5}"^^xsd:decimal ;
  shop:category item:c${index % categories} ;
  shop:goesWith item:p${companion} .`
}
