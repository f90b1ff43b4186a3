// Generated from the model {{model}}. Change the model, not this file.
export interface {{name}} {
{{#fields}}  readonly {{name}}{{mark}}: {{type}}
{{/fields}}}

export const {{variable}}Fields = [
{{#fields}}  '{{name}}',
{{/fields}}] as const

export function is{{name}}(value: unknown): value is {{name}} {
  if (typeof value !== 'object' || value === null) return false
{{#required}}  if (!('{{name}}' in value)) return false
{{/required}}  return true
}
