import { readFileSync } from 'node:fs'
import { slug } from '../generate/slug.ts'

const navigation = JSON.parse(readFileSync(new URL('../.pages/navigation.json', import.meta.url), 'utf8'))

/** @type {import('vitepress').UserConfig<import('vitepress').DefaultTheme.Config>} */
export default {
  title: 'vitest-slo',
  description: 'Performance promises as a gate: declare SLOs, measure them while Vitest runs, see why one is violated.',
  srcDir: '.pages',
  outDir: 'dist',
  // Works from any folder of any server.
  base: process.env.SITE_BASE ?? '/',
  cleanUrls: false,
  head: [['link', { rel: 'icon', href: 'data:,' }]],
  markdown: {
    // The pages are plain Markdown: what looks like markup or like an address is text.
    html: false,
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    linkify: false,
    anchor: { slugify: slug },
    // Two braces are the words of a workflow, not an expression of Vue.
    config: ({ renderer: { rules } }) => {
      for (const name of ['text', 'code_inline']) {
        const render = rules[name]
        rules[name] = (...all) => render(...all).replaceAll('{{', '&#123;&#123;')
      }
    },
  },
  themeConfig: {
    sidebar: navigation,
    outline: [2, 3],
    search: { provider: 'local' },
    docFooter: { prev: 'before', next: 'next' },
  },
}
