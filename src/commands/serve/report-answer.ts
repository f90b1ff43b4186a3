import { summarize } from '../../aggregate/summarize.ts'
import { standingsOf } from '../../finish-run.ts'
import type { Run } from '../../model/run.ts'
import { pageKit } from '../../page-kit.ts'
import type { Document } from '../../report/document.ts'
import { failuresDocument } from '../../report/documents/failures-document.ts'
import type { OfRun } from '../../report/documents/frame.ts'
import { resourcesDocument } from '../../report/documents/resources-document.ts'
import { runDocument } from '../../report/documents/run-document.ts'
import { timingDocument } from '../../report/documents/timing-document.ts'
import { renderDocument } from '../../report/formats.ts'
import type { DocumentFormat } from '../../report/formats.ts'
import { renderHtmlChunks } from '../../report/html.ts'
import { withNavigation } from '../../report/served/served-page.ts'
import type { Answer } from '../../serve/answer.ts'
import type { Project } from '../load-project.ts'
import { pastOf } from '../past-of.ts'
import { declaredIn } from '../report/declared-in.ts'
import type { World } from '../world.ts'
import type { FoundRun } from './found-run.ts'
import { pdfAnswer } from './pdf-answer.ts'

type Format = DocumentFormat | 'pdf'

interface Place {
  readonly project: Project
  readonly world: World
}

/** A report of a run by the name of its file: `report.json`, `failures.csv`, ...; undefined where there is none of that name. */
export async function reportAnswer(
  { run, text }: FoundRun,
  file: string,
  { project, world }: Place,
): Promise<Answer | undefined> {
  if (file === 'report.json') return { status: 200, type: typeOf.json, body: text }
  if (file === 'report.html') return await pageOfRun(run, project)
  const [kind, format] = kindAndFormat(file)
  const make = makers.get(kind)
  if (make === undefined || format === undefined) return undefined
  return await documentAnswer(make({ run, declared: declaredIn(project.root) }), format, world)
}

const makers: ReadonlyMap<string, (of: OfRun) => Document> = new Map([
  ['report', runDocument],
  ['failures', failuresDocument],
  ['timing', timingDocument],
  ['resources', resourcesDocument],
])

/** `failures.csv` is a kind and a format. */
export function kindAndFormat(file: string): readonly [kind: string, format: Format | undefined] {
  const [, kind = '', ending = ''] = /^([a-z]+)\.(.+)$/.exec(file) ?? []
  return [kind, formatOf.get(ending)]
}

const formatOf: ReadonlyMap<string, Format> = new Map([
  ['json', 'json'],
  ['html', 'html'],
  ['csv', 'csv'],
  ['md', 'markdown'],
  ['txt', 'terminal'],
  ['junit.xml', 'junit'],
  ['sarif', 'sarif'],
  ['pdf', 'pdf'],
  ['codequality.json', 'codequality'],
])

const typeOf: Readonly<Record<DocumentFormat, string>> = {
  json: 'application/json; charset=utf-8',
  html: 'text/html; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  markdown: 'text/markdown; charset=utf-8',
  terminal: 'text/plain; charset=utf-8',
  junit: 'application/xml; charset=utf-8',
  sarif: 'application/sarif+json; charset=utf-8',
  codequality: 'application/json; charset=utf-8',
}

/** A report that is there, in a format. */
export async function documentAnswer(document: Document, format: Format, world: World): Promise<Answer> {
  if (format === 'pdf') return await pdfAnswer(document, world)
  return { status: 200, type: typeOf[format], body: renderDocument(document, format), policy: printPolicy }
}

const printPolicy = "default-src 'none'; style-src 'unsafe-inline'"

/** The page of a run, with the way to the others. */
export async function pageOfRun(run: Run, { root, config }: Project): Promise<Answer> {
  const kit = pageKit(root)
  const slos = run.verdicts.map(({ slo }) => slo)
  // A history that cannot be read keeps no run from being shown.
  const past = await pastOf({ root, config: { ...config, slos }, before: run, here: run }).catch(() => undefined)
  const page = renderHtmlChunks(run, { summarize, kit, past, standings: standingsOf(run, past, config.fitness) })
  return { status: 200, type: typeOf.html, body: withNavigation(page, run.id), policy: policyOf(kit.template()) }
}

/** The page brings its own policy, which names its script by its digest. What every answer says besides is left out: twice is a warning. */
function policyOf(template: string): string {
  const [, policy = "default-src 'none'"] = /Content-Security-Policy" content="([^"]+)"/.exec(template) ?? []
  return policy
    .split('; ')
    .filter((directive) => !/^(base-uri|form-action|frame-ancestors) /.test(directive))
    .join('; ')
}
