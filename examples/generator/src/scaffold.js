/**
 * The files of a new project, text by path.
 * @param {string} name
 * @returns {Map<string, string>}
 */
export function scaffold(name) {
  const model = { name, entities: [{ name: 'Thing', fields: [{ name: 'id', type: 'string' }] }] }
  return new Map([
    ['package.json', `${JSON.stringify({ name, private: true, type: 'module' }, undefined, 2)}\n`],
    ['model.json', `${JSON.stringify(model, undefined, 2)}\n`],
    ['README.md', `# ${name}\n\nGenerate the code: example-generator generate model.json src\n`],
  ])
}
