/** The full name of a test: `suite > test`. */
export function fullName({ name, suite }: { readonly name: string; readonly suite?: { readonly name: string } }): string {
  return suite === undefined ? name : `${fullName(suite)} > ${name}`
}
