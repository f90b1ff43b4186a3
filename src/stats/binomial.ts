/** The chances of at most 0, 1, ... n successes in n tries. */
export function binomialCdf(n: number, p: number): number[] {
  const logs: number[] = [n * Math.log1p(-p)]
  for (let k = 1; k <= n; k++) logs.push((logs[k - 1] as number) + Math.log((n - k + 1) / k) + Math.log(p) - Math.log1p(-p))
  let total = 0
  return logs.map((log) => (total += Math.exp(log)))
}
