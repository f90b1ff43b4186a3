let signal: AbortSignal | undefined

/**
 * Aborts when the process that forked this one is gone: a test worker lives on when Vitest is killed, and nobody waits for its commands
 * any more. Never, in a process that was not forked.
 */
export function hostSignal(): AbortSignal {
  signal ??= watchHost()
  return signal
}

function watchHost(): AbortSignal {
  const gone = new AbortController()
  // Undefined, whatever its type says, in a process that was not forked, and in threads, which end with their process.
  const { connected } = process as { readonly connected?: boolean }
  if (connected === false) gone.abort()
  else if (connected === true) process.once('disconnect', () => gone.abort())
  return gone.signal
}
