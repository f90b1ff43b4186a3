/** `main @ 4f1c2ab`; empty where neither is known. */
export function revisionText({ branch, commit }: { readonly branch?: string; readonly commit?: string }): string {
  return [branch, commit?.slice(0, 9)].filter(Boolean).join(' @ ')
}

/** `2026-01-02T03:04:05.000Z` as `2026-01-02 03:04 UTC`; what has another form stays as it is. */
export function readableTime(text: string): string {
  return text.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d):\d\d(?:\.\d+)?Z$/, '$1 $2 UTC')
}
