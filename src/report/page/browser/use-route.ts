import { useEffect, useState } from 'preact/hooks'
import { parseRoute } from '../route.ts'
import type { Route } from '../route.ts'

/** The place in the page; it changes with the address. */
export function useRoute(): Route {
  const [route, setRoute] = useState(() => parseRoute(location.hash))
  useEffect(() => {
    const follow = (): void => setRoute(parseRoute(location.hash))
    addEventListener('hashchange', follow)
    return () => removeEventListener('hashchange', follow)
  }, [])
  return route
}
