import { renderTemplate } from './render-template.js'

/**
 * The files that a model becomes, text by path.
 * @param {import('./parse-model.js').Model} model
 * @param {Record<string, import('./parse-template.js').Node[]>} templates
 * @returns {Map<string, string>}
 */
export function renderModel(model, templates) {
  const entities = model.entities.map((entity) => ({ ...entity, variable: variableOf(entity.name), file: fileOf(entity.name) }))
  const files = new Map(entities.map((entity) => [`${entity.file}.ts`, renderEntity(entity, model.name, templates['entity.ts'])]))
  return files.set('index.ts', renderTemplate(templates['index.ts'], { model: model.name, entities }))
}

function renderEntity({ fields, ...entity }, model, template) {
  const required = fields.filter(({ optional }) => !optional)
  const marked = fields.map((field) => ({ ...field, mark: field.optional ? '?' : '' }))
  return renderTemplate(template, { ...entity, model, fields: marked, required })
}

function variableOf(name) {
  return name[0].toLowerCase() + name.slice(1)
}

function fileOf(name) {
  return name.replace(/(?<=[a-z0-9])[A-Z]/g, '-$&').toLowerCase()
}
