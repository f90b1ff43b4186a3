/** The value at a path of own keys, in data of any shape; undefined where the path ends before. */
export function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((here, step) => (isBlock(here) && Object.hasOwn(here, step) ? here[step] : undefined), value)
}

/** The keys of the object at a path; none where there is none. */
export function keysAt(value: unknown, path: readonly PropertyKey[]): readonly string[] {
  const block = valueAt(value, path)
  return isBlock(block) ? Object.keys(block) : []
}

function isBlock(value: unknown): value is Readonly<Record<PropertyKey, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
