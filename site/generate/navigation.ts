/** A group of pages in the menu. */
export interface Section {
  readonly text: string
  readonly items: readonly { readonly text: string; readonly link: string }[]
}

const sections: readonly (readonly [string, readonly string[]])[] = [
  ['Start', ['getting-started', 'overview', 'example-generator', 'example-slow-search', 'example-orders-api']],
  ['Promises', ['configuration', 'metrics', 'statistics', 'baselines', 'budgets', 'limits']],
  ['Measure', ['containers', 'profiling', 'compare', 'trends', 'advice', 'flaky', 'score', 'sharding']],
  ['Tell', ['reports', 'serve', 'ci', 'alerts', 'exports']],
  ['Reference', ['cli', 'api', 'benchmarks']],
  ['Help', ['troubleshooting', 'how-a-gate-could-pass', 'security', 'contributing']],
]

/** The menu of these pages. What no section names comes last, under "More". */
export function navigation(titles: ReadonlyMap<string, string>): readonly Section[] {
  const named = new Set(sections.flatMap(([, pages]) => pages))
  const others = [...titles.keys()].filter((page) => !named.has(page)).toSorted()
  const all = [...sections, ['More', others] as const]
  return all.map(([text, pages]) => ({ text, items: pages.flatMap((page) => item(page, titles.get(page))) })).filter(({ items }) => items.length > 0) // prettier-ignore
}

function item(page: string, title: string | undefined): Section['items'] {
  return title === undefined ? [] : [{ text: title, link: `/${page}` }]
}
