/**
 * Filled by the user, so that the matchers know the names of the SLOs:
 * `declare module 'vitest-slo' { interface Register { config: typeof config } }` (`slo init` writes it).
 */
export interface Register {}

/** The names declared in slo.config.ts where it is registered, else any string. */
export type SloName = Register extends { readonly config: { readonly slos: infer Slos } } ? keyof Slos & string : string
