/** The value of an option among the arguments of Vitest, by any of its names: `--root x`, `--root=x`. Undefined where it is not there. */
export function vitestOption(args: readonly string[], names: readonly string[]): string | undefined {
  for (const [index, arg] of args.entries()) {
    if (names.includes(arg)) return args[index + 1]
    const name = names.find((one) => arg.startsWith(`${one}=`))
    if (name !== undefined) return arg.slice(name.length + 1)
  }
  return undefined
}
