import { useEffect, useState } from 'preact/hooks'

/** What a promise comes to, undefined until then; asked for again when the key changes. */
export function useLoaded<T>(load: () => Promise<T>, key: string): { readonly value: T } | undefined {
  const [loaded, setLoaded] = useState<{ readonly key: string; readonly value: T }>()
  useEffect(() => {
    let current = true
    void load().then((value) => {
      if (current) setLoaded({ key, value })
    })
    return () => {
      current = false
    }
  }, [key])
  return loaded?.key === key ? loaded : undefined
}
