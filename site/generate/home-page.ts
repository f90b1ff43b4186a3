/** The first page of the site. Its words are those of README.md in short. */
export function homePage(): string {
  const frontmatter = {
    layout: 'home',
    hero: {
      name: 'vitest-slo',
      text: 'Performance promises as a gate',
      tagline: 'Declare SLOs, measure them while Vitest runs, fail the run when one is violated, see why.',
      image: {
        light: '/images/overview.webp',
        dark: '/images/overview-dark.webp',
        alt: 'The report of a run: one SLO is violated, with its figure, its bound and the hot line',
      },
      actions: [
        { theme: 'brand', text: 'Getting started', link: '/getting-started' },
        { theme: 'alt', text: 'Overview', link: '/overview' },
        { theme: 'alt', text: 'What can be measured', link: '/metrics' },
      ],
    },
    features: [
      {
        title: 'It fails closed',
        details: 'A promise that nobody measured is "no data" and fails a full run.',
        link: '/how-a-gate-could-pass',
      },
      {
        title: 'It does not cry wolf',
        details: 'Violated times are measured again; a busy machine makes them inconclusive.',
        link: '/statistics',
      },
      {
        title: 'It says why',
        details: 'The violating test runs again with a profiler on, and the hot line is named.',
        link: '/profiling',
      },
    ],
  }
  return `---\n${JSON.stringify(frontmatter, undefined, 2)}\n---\n`
}
