/**
 * The text of a template with its values filled in. Items of a list see the values around the list too.
 * @param {import('./parse-template.js').Node[]} nodes
 * @param {Record<string, unknown>} values
 * @returns {string}
 */
export function renderTemplate(nodes, values) {
  return nodes.map((node) => renderNode(node, values)).join('')
}

function renderNode(node, values) {
  if (typeof node === 'string') return node
  if ('value' in node) return String(known(values, node.value))
  return known(values, node.each)
    .map((item) => renderTemplate(node.body, { ...values, ...item }))
    .join('')
}

function known(values, name) {
  if (!(name in values)) throw new Error(`the template asks for ${name}, which nobody gave it`)
  return values[name]
}
