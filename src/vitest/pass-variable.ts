/** Name of the variable that keeps the plugin out of the process that profiles one test. */
export const passVariable = 'VITEST_SLO_PROFILING'
