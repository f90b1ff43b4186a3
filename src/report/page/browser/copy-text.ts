/** Puts the text of an element into the clipboard; where the browser forbids that, selects it to be copied by hand. Says which. */
export async function copyText(element: HTMLElement): Promise<'copied' | 'selected'> {
  try {
    await navigator.clipboard.writeText(element.textContent)
    return 'copied'
  } catch {
    getSelection()?.selectAllChildren(element)
    return 'selected'
  }
}
