/** The text of a .gitignore with a folder added; undefined when it ignores the folder already. */
export function ignoreFolder(text: string, folder: string): string | undefined {
  const name = folder.replace(/^\.\//, '').replace(/\/+$/, '')
  const quoted = name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
  const spellings = new RegExp(String.raw`^\s*(?:\*\*)?/?${quoted}(?:/(?:\*\*?)?)?\s*$`, 'm')
  if (spellings.test(text)) return undefined
  const end = text.includes('\r\n') ? '\r\n' : '\n'
  const gap = text === '' || text.endsWith('\n') ? '' : end
  return `${text}${gap}${name}/${end}`
}
