import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

/** The types of the program as the compiler sees them. */
export interface Types {
  readonly root: string
  readonly program: ts.Program
  readonly checker: ts.TypeChecker
}

/** The doors that a user imports from, and the files behind them. */
export const doors = { 'vitest-slo': 'src/index.ts', 'vitest-slo/config': 'src/config.ts', 'vitest-slo/test': 'src/test.ts' }

/** Reads the sources behind the doors. */
export function readTypes(root: string): Types {
  const config = ts.parseConfigFileTextToJson('tsconfig.json', readFileSync(join(root, 'tsconfig.json'), 'utf8'))
  const { options } = ts.convertCompilerOptionsFromJson((config.config as { compilerOptions: unknown }).compilerOptions, root)
  const program = ts.createProgram(Object.values(doors).map((file) => join(root, file)), options) // prettier-ignore
  return { root, program, checker: program.getTypeChecker() }
}

/** The doc comment of something, as one text; empty where there is none. */
export function docOf(symbol: ts.Symbol, { checker }: Types): string {
  return ts
    .displayPartsToString(symbol.getDocumentationComment(checker))
    .replaceAll(/\s*\n\s*/g, ' ')
    .trim()
}

/** How a type is written, on one line. */
export function written(node: ts.Node): string {
  return node.getText().replaceAll(/\/\*\*.*?\*\//gs, '').replaceAll(/\s+/g, ' ').replaceAll(/\breadonly /g, '').trim() // prettier-ignore
}

/** What a name means, through its imports. */
export function meaningOf(name: ts.Node, { checker }: Types): ts.Symbol | undefined {
  const symbol = checker.getSymbolAtLocation(name)
  return symbol !== undefined && (symbol.flags & ts.SymbolFlags.Alias) !== 0 ? checker.getAliasedSymbol(symbol) : symbol
}
