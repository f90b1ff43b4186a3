/** How what a user wrote is parsed: a fault shows it, and no code is made for schemas that are used once. */
export const readOnce = { reportInput: true, jitless: true } as const
