/** A place in the page, as its address says after `#/`. */
export type Route =
  | { readonly page: 'slo'; readonly id: string }
  | { readonly page: 'subject'; readonly key: string }
  | { readonly page: 'profile'; readonly place: number }
  | { readonly page: PlainPage }

export type PlainPage = (typeof plainPages)[number]

export const plainPages = [
  'overview',
  'slos',
  'tests',
  'files',
  'resources',
  'timeline',
  'profiles',
  'insights',
  'limits',
  'failures',
  'environment',
  'print',
] as const

/** The place that a hash names; what names none is the overview. Links of older reports (`#slo-<name>`) still lead to their SLO. */
export function parseRoute(hash: string): Route {
  const [, older] = /^#slo-(.+)$/.exec(hash) ?? []
  if (older !== undefined) return { page: 'slo', id: decoded(older) }
  const [page = '', ...rest] = hash.replace(/^#\/?/, '').split('/')
  const inner = decoded(rest.join('/'))
  if (page === 'slo') return { page, id: inner }
  if (page === 'subject') return { page, key: inner }
  if (page === 'profile') return { page, place: Number(inner) }
  return { page: plainPages.find((one) => one === page) ?? 'overview' }
}

/** The address of a place. */
export function formatRoute(route: Route): string {
  switch (route.page) {
    case 'slo':
      return `#/slo/${encodeURIComponent(route.id)}`
    case 'subject':
      return `#/subject/${encodeURIComponent(route.key)}`
    case 'profile':
      return `#/profile/${route.place}`
    default:
      return `#/${route.page}`
  }
}

/** One text per subject that stays the same from run to run: a deep link to it. */
export function subjectRouteKey({ kind, name, file = '', project = '' }: RouteSubject): string {
  return [kind, project, file, name].join('|')
}

interface RouteSubject {
  readonly kind: string
  readonly name: string
  readonly file?: string
  readonly project?: string
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
