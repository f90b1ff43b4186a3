import type { Markup } from './markup.ts'

/** The style sheet of the page: light and dark, wide and narrow, screen and paper. Text contrast is AA in both themes. */
export const style: Markup = {
  markup: `
:root { color-scheme: light dark; --page: #f6f5f2; --card: #ffffff; --ink: #1c1b19; --soft: #5b5852; --rule: #dedbd4; --wash: #f3f1ec;
  --violated: #b42318; --no-data: #6b3fb5; --inconclusive: #0b6b8a; --warning: #8a5a00; --met: #1a7338; --none: #5b5852; --link: #1f4fbf; }
@media (prefers-color-scheme: dark) { :root { --page: #131416; --card: #1b1d20; --ink: #ebe9e4; --soft: #aaa69e; --rule: #34373c; --wash: #24272b;
  --violated: #ff8a80; --no-data: #c8a9ff; --inconclusive: #6fd0ee; --warning: #f2bd5a; --met: #72d492; --none: #aaa69e; --link: #9db8ff; } }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-padding-top: 1rem; }
body { margin: 0 auto; max-width: 76rem; padding: 1rem clamp(.75rem, 3vw, 2rem) 3rem; background: var(--page); color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif; overflow-wrap: anywhere; }
a { color: var(--link); text-underline-offset: .15em; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 3px; }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: 1rem; padding: .5rem 1rem; background: var(--card); z-index: 1; }
.violated { --tone: var(--violated); } .no-data { --tone: var(--no-data); } .inconclusive { --tone: var(--inconclusive); }
.warning { --tone: var(--warning); } .met { --tone: var(--met); } .not-judged { --tone: var(--none); }
.banner { border-radius: 12px; padding: 1.25rem 1.5rem; background: color-mix(in srgb, var(--tone) 9%, var(--card)); border: 1px solid color-mix(in srgb, var(--tone) 45%, var(--rule)); }
.banner h1 { margin: 0 0 .5rem; font-size: clamp(1.5rem, 5vw, 2.1rem); line-height: 1.2; color: var(--tone); letter-spacing: -.01em; }
.service { margin: 0; color: var(--soft); font-weight: 600; }
.counts { margin: 0 0 .5rem; display: flex; flex-wrap: wrap; gap: .4rem; }
.note { margin: .4rem 0; font-weight: 600; }
nav { display: flex; flex-wrap: wrap; gap: .25rem 1.1rem; margin: 1rem .25rem; }
main:focus { outline: none; }
.card { background: var(--card); border: 1px solid var(--rule); border-radius: 12px; padding: 1.1rem 1.5rem 1.25rem; margin: 0 0 1rem; }
section.card.violated, section.card.no-data, section.card.inconclusive, section.card.warning { border-left: 4px solid var(--tone); }
h2 { margin: 0 0 .75rem; font-size: 1.25rem; } h3 { margin: 0 0 .35rem; font-size: 1.15rem; } h4 { margin: 1rem 0 .25rem; font-size: 1rem; }
h3 .self { color: inherit; text-decoration: none; } h3 .self:hover { text-decoration: underline; }
.chip { display: inline-block; padding: .05rem .55rem; border-radius: 999px; font-size: .875rem; font-weight: 600; line-height: 1.5; white-space: nowrap;
  color: var(--tone); background: color-mix(in srgb, var(--tone) 10%, var(--card)); border: 1px solid color-mix(in srgb, var(--tone) 40%, var(--card)); vertical-align: .08em; }
.tag { font-size: .8125rem; color: var(--soft); border: 1px solid var(--rule); border-radius: 4px; padding: 0 .35rem; white-space: nowrap; }
.tag.estimate { color: var(--warning); border-color: currentColor; }
.faint, small, figcaption, caption, .promise { color: var(--soft); }
small { display: block; font-size: .8125rem; font-weight: 400; line-height: 1.4; }
.promise { margin: 0 0 .35rem; } .reason { margin: 0 0 .75rem; font-weight: 600; } .failure { margin: .25rem 0; font-weight: 600; color: var(--violated); }
dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 15rem), 1fr)); gap: .6rem 1.5rem; margin: .75rem 0; }
dt { font-size: .8125rem; color: var(--soft); } dd { margin: 0; font-variant-numeric: tabular-nums; }
dl.figures { grid-template-columns: repeat(auto-fill, minmax(5.5rem, 1fr)); gap: .5rem; }
dl.figures > div { background: var(--wash); border-radius: 8px; padding: .3rem .6rem; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; font-size: .9375rem; }
caption { text-align: left; padding: 0 0 .5rem; font-size: .875rem; }
th, td { text-align: left; vertical-align: top; padding: .45rem .75rem .45rem 0; border-top: 1px solid var(--rule); font-weight: 400; }
thead th { border-top: 0; color: var(--soft); font-size: .8125rem; font-weight: 600; white-space: nowrap; }
tbody tr:hover { background: var(--wash); }
.number { text-align: right; white-space: nowrap; }
.scroll { overflow-x: auto; margin: .75rem 0 0; } .scroll tbody th { min-width: 12rem; }
.verdicts tbody th { font-weight: 600; width: 26%; } .verdicts td:last-child { width: 24%; padding-right: 0; }
.verdicts td:nth-child(3) { width: 24%; }
.bound { white-space: nowrap; }
.bar { display: block; margin: .3rem 0 .1rem; }
.bar .track { fill: var(--rule); } .bar .fill { fill: var(--tone); } .bar .limit { fill: var(--ink); }
.distance { font-size: .8125rem; color: var(--soft); }
figure { margin: .75rem 0; } figcaption { font-size: .875rem; margin-top: .35rem; }
.plot { display: block; background: var(--wash); border-radius: 8px; overflow: hidden; }
.plot .zone { fill: color-mix(in srgb, var(--violated) 9%, transparent); }
.plot line { stroke-width: 1.5; } .plot text { font-size: 13px; font-weight: 600; paint-order: stroke; stroke: var(--wash); stroke-width: 4px; stroke-linejoin: round; }
.plot line.limit { stroke: var(--violated); } .plot text.limit { fill: var(--violated); }
.plot line.warn { stroke: var(--warning); stroke-dasharray: 6 4; } .plot text.warn { fill: var(--warning); }
.plot line.judged { stroke: var(--ink); stroke-dasharray: 2 3; } .plot text.judged { fill: var(--ink); }
.dot { fill: var(--link); fill-opacity: .75; } .dot.beyond { fill: var(--violated); fill-opacity: 1; }
.dot.again { fill: var(--wash); stroke: var(--link); stroke-width: 2; } .dot.again.beyond { stroke: var(--violated); }
pre { margin: .25rem 0 .75rem; padding: .75rem 1rem; background: var(--wash); border-radius: 8px; overflow-x: auto; font: .8125rem/1.5 ui-monospace, 'SFMono-Regular', Menlo, Consolas, monospace; overflow-wrap: normal; }
code { font-family: ui-monospace, 'SFMono-Regular', Menlo, Consolas, monospace; font-size: .9em; }
details { margin-top: .75rem; } summary { cursor: pointer; color: var(--link); width: fit-content; }
footer { color: var(--soft); font-size: .875rem; padding: .5rem .25rem; }
@media (max-width: 44rem) {
  dl { grid-template-columns: 1fr 1fr; gap: .5rem 1rem; } dl.figures { grid-template-columns: repeat(3, 1fr); }
  .card, .banner { padding: 1rem; }
  .verdicts thead { position: absolute; left: -999rem; }
  .verdicts, .verdicts tbody, .verdicts caption { display: block; }
  .verdicts tr { display: grid; grid-template-columns: 1fr; gap: .2rem; padding: .8rem 0; border-top: 1px solid var(--rule); }
  .verdicts th, .verdicts td, .verdicts tbody th, .verdicts td:last-child, .verdicts td:nth-child(3) { display: block; width: auto; border: 0; padding: 0; }
  .verdicts td[data-label]::before { content: attr(data-label) ' '; color: var(--soft); font-size: .8125rem; }
  .verdicts td[data-label='headroom']::before { content: none; }
}
@media print {
  :root { --page: #fff; --card: #fff; --ink: #000; --soft: #444; --rule: #bbb; --wash: #f4f4f4; --violated: #a01408; --no-data: #5a30a0; --inconclusive: #075a75; --warning: #734a00; --met: #0f5c28; --link: #000; color-scheme: light; }
  body { max-width: none; padding: 0; font-size: 10pt; } nav, .skip, details { display: none; } .card { break-inside: avoid; } .card:has(.scroll) { break-inside: auto; } tr { break-inside: avoid; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`,
}
