/** The text of a report with one field replaced (`verdicts.0.measured`), or with `undefined` taken out. */
export function editReport(text: string, path: string, value: unknown): string {
  const report = JSON.parse(text) as Record<string, unknown>
  const keys = path.split('.')
  const last = keys.pop() as string
  const parent = keys.reduce((node, key) => node[key] as Record<string, unknown>, report)
  parent[last] = value
  return JSON.stringify(report)
}
