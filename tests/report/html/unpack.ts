import { gunzipSync, gzipSync } from 'node:zlib'
import type { PageHead } from '../../../src/report/html/page-data.ts'
import { pageMarks } from '../../../src/report/html/page-kit.ts'
import type { HtmlOptions } from '../../../src/report/html.ts'
import { summarizeSimply } from '../summarize-simply.ts'

const template = `<!doctype html>
<html lang="en"><head><title>${pageMarks.title}</title></head><body><noscript>${pageMarks.screen}</noscript>
${pageMarks.data}</body></html>
`

/** A page with a template of two lines: what is asserted comes from the run alone. */
export const bareOptions: HtmlOptions = {
  summarize: summarizeSimply,
  kit: { template: () => template, pack: (text) => gzipSync(text, { level: 1 }).toString('base64'), flame: () => undefined },
}

/** The parts of a page by their name, unpacked. */
export function partsOf(html: string): ReadonlyMap<string, unknown> {
  const scripts = html.matchAll(/<script type="application\/gzip\+base64" id="slo-([^"]*)">([^<]*)<\/script>/g)
  return new Map(Array.from(scripts, ([, name = '', packed = '']) => [name, unpacked(packed)]))
}

/** The first part of a page. */
export function headOfPage(html: string): PageHead {
  return partsOf(html).get('head') as PageHead
}

/** The page without its data: what a reader without scripts is shown. */
export function screenOf(html: string): string {
  return html.replace(/<script [^]*?<\/script>\n?/g, '')
}

function unpacked(packed: string): unknown {
  return JSON.parse(gunzipSync(Buffer.from(packed, 'base64')).toString('utf8'))
}
