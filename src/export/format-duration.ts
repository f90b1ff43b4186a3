/** Milliseconds as Prometheus writes durations: `36h`, in the largest unit that is whole; at least a second. */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.max(1, Math.round(milliseconds / 1000))
  const units = [['d', 86_400], ['h', 3600], ['m', 60]] as const // prettier-ignore
  const [unit, size] = units.find(([, of]) => seconds % of === 0) ?? ['s', 1]
  return `${seconds / size}${unit}`
}
