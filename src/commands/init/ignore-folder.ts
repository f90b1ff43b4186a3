/** The text of a .gitignore with a folder added; undefined when it ignores the folder already. */
export function ignoreFolder(text: string, folder: string): string | undefined {
  const name = folder.replace(/^\.\//, '').replace(/\/+$/, '')
  const lines = text.split(/\r?\n/).map((line) => line.trim())
  const spellings = [
    name,
    `${name}/`,
    `/${name}`,
    `/${name}/`,
    `**/${name}`,
    `**/${name}/`,
    `${name}/*`,
    `${name}/**`,
    `/${name}/*`,
    `/${name}/**`,
  ]
  if (lines.some((line) => spellings.includes(line))) return undefined
  const end = text.includes('\r\n') ? '\r\n' : '\n'
  const gap = text === '' || text.endsWith('\n') ? '' : end
  return `${text}${gap}${name}/${end}`
}
