const types = ['string', 'number', 'boolean', 'Date']

/**
 * @typedef {{ name: string, type: string, optional: boolean }} Field
 * @typedef {{ name: string, fields: Field[] }} Entity
 * @typedef {{ name: string, entities: Entity[] }} Model
 */

/**
 * Reads a model from JSON. Throws with the place of the first fault.
 * @param {string} json
 * @returns {Model}
 */
export function parseModel(json) {
  const { name, entities } = JSON.parse(json)
  demand(typeof name === 'string', 'name must be a text')
  demand(Array.isArray(entities) && entities.length > 0, 'entities must be a list with at least one entity')
  const names = entities.map((entity) => entity.name)
  demand(new Set(names).size === names.length, 'entities must have different names')
  return { name, entities: entities.map(parseEntity) }
}

function parseEntity({ name, fields }, index) {
  demand(/^[A-Z]\w*$/.test(name), `entities[${index}].name must start with a capital letter`)
  demand(Array.isArray(fields) && fields.length > 0, `entities[${index}].fields must be a list with at least one field`)
  return { name, fields: fields.map((field, at) => parseField(field, `entities[${index}].fields[${at}]`)) }
}

function parseField({ name, type, optional = false }, place) {
  demand(/^[a-z]\w*$/.test(name), `${place}.name must start with a small letter`)
  demand(types.includes(type), `${place}.type must be one of ${types.join(', ')}`)
  return { name, type, optional }
}

function demand(holds, message) {
  if (!holds) throw new Error(`the model is wrong: ${message}`)
}
