/**
 * Share of the last ten seconds in which some process waited for a CPU, from `/proc/pressure/cpu` (the kernel's pressure stall
 * information); undefined where the text holds no such figure.
 */
export function parsePressure(text: string): number | undefined {
  const [, percent] = /^some avg10=(\d+(?:\.\d+)?)/m.exec(text) ?? []
  return percent === undefined ? undefined : Number(percent) / 100
}
