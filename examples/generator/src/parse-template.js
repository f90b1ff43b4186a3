/**
 * @typedef {string | { value: string } | { each: string, body: Node[] }} Node
 */

/**
 * Reads a template: `{{name}}` is a value, `{{#list}}...{{/list}}` repeats for every item of a list.
 * @param {string} text
 * @returns {Node[]}
 */
export function parseTemplate(text) {
  const parts = text.split(/\{\{([#/]?\w+)\}\}/)
  const stack = [{ each: '', body: [] }]
  for (const [index, part] of parts.entries()) {
    const { each, body } = stack.at(-1)
    if (index % 2 === 0) body.push(part)
    else if (part.startsWith('#')) stack.push({ each: part.slice(1), body: [] })
    else if (!part.startsWith('/')) body.push({ value: part })
    else if (part.slice(1) === each) stack.at(-2).body.push(stack.pop())
    else throw new Error(`the template closes ${part.slice(1)}, but ${each === '' ? 'nothing' : each} is open`)
  }
  if (stack.length > 1) throw new Error(`the template never closes ${stack.at(-1).each}`)
  return stack[0].body
}
