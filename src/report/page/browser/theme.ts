import { useEffect, useState } from 'preact/hooks'

export type Theme = 'auto' | 'light' | 'dark'

const key = 'vitest-slo-theme'
const next: Readonly<Record<Theme, Theme>> = { auto: 'light', light: 'dark', dark: 'auto' }

/** The theme, and a step to the next one; kept where the browser allows it. */
export function useTheme(): readonly [Theme, () => void] {
  const [theme, setTheme] = useState(remembered)
  useEffect(() => {
    if (theme === 'auto') delete document.documentElement.dataset['theme']
    else document.documentElement.dataset['theme'] = theme
    remember(theme)
  }, [theme])
  return [theme, () => setTheme(next[theme])]
}

function remembered(): Theme {
  try {
    const kept = localStorage.getItem(key)
    return kept === 'light' || kept === 'dark' ? kept : 'auto'
  } catch {
    return 'auto'
  }
}

function remember(theme: Theme): void {
  try {
    if (theme === 'auto') localStorage.removeItem(key)
    else localStorage.setItem(key, theme)
  } catch {
    // A page from disk may have no storage: then the theme lasts as long as the page.
  }
}
