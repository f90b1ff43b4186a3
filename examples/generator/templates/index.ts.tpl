// Generated from the model {{model}}. Change the model, not this file.
{{#entities}}export { is{{name}}, {{variable}}Fields } from './{{file}}.ts'
export type { {{name}} } from './{{file}}.ts'
{{/entities}}
