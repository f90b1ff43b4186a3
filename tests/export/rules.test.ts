import { describe, expect, test } from 'vitest'
import { grafanaDashboard } from '../../src/export/grafana-dashboard.ts'
import { openSlo } from '../../src/export/openslo.ts'
import { prometheusRules, secondsOf } from '../../src/export/prometheus-rules.ts'
import type { AlertRule } from '../../src/export/prometheus-rules.ts'
import { ruleTests } from '../../src/export/rule-tests.ts'
import { sloOf } from '../report/sample-run.ts'
import { promised } from './promised.ts'

const plain = { slos: [sloOf('build')] }

function alertsOf(of: Parameters<typeof prometheusRules>[0]): AlertRule[] {
  return prometheusRules(of, '7d').groups.flatMap(({ rules }) => rules.filter((rule) => 'alert' in rule))
}

describe('Prometheus rules', () => {
  test('tell of a broken promise with both figures, of missing data and of missing runs', () => {
    expect(prometheusRules(plain, '7d')).toEqual({
      groups: [
        {
          name: 'vitest-slo promises',
          rules: [
            {
              alert: 'SloViolated',
              expr: 'vitest_slo_measured_seconds{slo="build"} and on (slo) vitest_slo_status{slo="build",status="violated"} == 1',
              labels: { severity: 'high', slo: 'build' },
              annotations: {
                summary: 'build breaks its promise max <= 3s',
                description: 'Measured {{ printf "%.3f" $value }} s, promised max <= 3s. slo report shows why.',
              },
            },
            {
              alert: 'SloWithoutData',
              expr: 'vitest_slo_status{slo="build",status="no-data"} == 1',
              labels: { severity: 'high', slo: 'build' },
              annotations: {
                summary: 'Nothing measures build',
                description: 'The last run could not say whether max <= 3s holds. slo report names the reason.',
              },
            },
            {
              alert: 'SloRunMissing',
              expr: 'time() - max(vitest_slo_run_finished_timestamp_seconds) > 604800 or absent(vitest_slo_run_finished_timestamp_seconds)',
              labels: { severity: 'high' },
              annotations: {
                summary: 'No run of the performance gate',
                description: 'The last one is older than 7d, or none was ever seen: the promises are not checked.',
              },
            },
          ],
        },
      ],
    })
  })

  test('name the service, the owner, and how much a promise matters', () => {
    const size = alertsOf(promised).find(({ labels }) => labels['slo'] === 'bundle-size')
    expect(size?.labels).toEqual({ severity: 'medium', slo: 'bundle-size', owner: 'team web' })
    expect(size?.expr).toContain('service="acme-generator"')
    expect(prometheusRules(promised, '7d').groups.map(({ name }) => name)).toEqual([
      'vitest-slo acme-generator promises',
      'vitest-slo acme-generator budgets',
      'vitest-slo acme-generator burn rates',
    ])
  })

  test('watch the burn rate of what has an error budget, over two windows at once', () => {
    const burns = alertsOf(promised).filter(({ alert }) => alert === 'SloBudgetBurns')
    expect(burns).toHaveLength(8)
    expect(burns[4]?.expr).toBe(
      'slo:vitest_slo_bad:ratio_avg1h{service="acme-generator",slo="install"} > 14.4 * 0.001 and ' +
        'slo:vitest_slo_bad:ratio_avg5m{service="acme-generator",slo="install"} > 14.4 * 0.001',
    )
    expect(burns.map(({ labels }) => labels['severity'])).toEqual([
      'critical',
      'critical',
      'high',
      'high',
      'critical',
      'critical',
      'high',
      'high',
    ])
  })

  test('have no text that a template would take for its own', () => {
    const braced = alertsOf(promised).find(({ labels }) => labels['slo']?.startsWith('first') === true)
    expect(braced?.annotations['summary']).toBe('first "build" {{ "{{" }}x}} breaks its promise max <= 3s')
  })

  test.each([
    ['90s', 90],
    ['15m', 900],
    ['2h', 7200],
    ['7d', 604_800],
    ['2w', 1_209_600],
  ])('%s are %i seconds', (duration, seconds) => {
    expect(secondsOf(duration)).toBe(seconds)
  })
})

describe('tests of the rules', () => {
  const { tests, rule_files: files } = ruleTests(promised, { file: 'rules.yml', stale: '7d' })

  test('name the file of the rules, and every alert at least once where it fires', () => {
    expect(files).toEqual(['rules.yml'])
    const firing = tests.flatMap(({ alert_rule_test: of }) =>
      of.flatMap(({ alertname, exp_alerts: alerts }) => (alerts.length > 0 ? [alertname] : [])),
    )
    expect(new Set(firing)).toEqual(new Set(alertsOf(promised).map(({ alert }) => alert)))
  })

  test('expect no burn alert that no history can cause', () => {
    const burning = tests.find(({ name }) => name === 'first "build" {{x}}: the budget burns')
    // 5 % may be bad: 14.4 times as much is 72 %, so all four can fire. At 10 % the first could not.
    expect(burning?.alert_rule_test[0]?.exp_alerts).toHaveLength(4)
    const lax = sloOf('lax', {
      enforce: 'budget',
      errorBudget: { target: 0.9, window: { unit: 'runs', length: 20 }, method: 'timeslices' },
    })
    const [, , , laxBurns] = ruleTests({ slos: [lax] }, { file: 'rules.yml', stale: '1d' }).tests
    expect(laxBurns?.alert_rule_test[0]?.exp_alerts.map(({ exp_labels: labels }) => labels['window'])).toEqual(['6h', '1d', '3d'])
  })
})

describe('the dashboard', () => {
  const dashboard = grafanaDashboard(promised)

  test('has an overview, and a panel for every SLO with what is measured and promised', () => {
    expect(dashboard.title).toBe('Performance promises of acme-generator')
    expect(dashboard.uid).toBe('vitest-slo-acme-generator')
    expect(dashboard.panels.map(({ title }) => title)).toEqual([
      'Violated',
      'No data',
      'Met',
      'Last run',
      'latency: p95 <= 180ms',
      'bundle-size: max <= 120KB',
      'hash-speed: mean >= 200000/s',
      'first "build" {{x}}: max <= 3s',
      'install: max <= 3s',
    ])
    expect(dashboard.panels[4]?.targets.map(({ expr }) => expr)).toEqual([
      'vitest_slo_measured_seconds{service="acme-generator",slo="latency"}',
      'vitest_slo_threshold_seconds{service="acme-generator",slo="latency"}',
    ])
  })

  test('numbers its panels, lays none over another, and says why something is promised', () => {
    expect(dashboard.panels.map(({ id }) => id)).toEqual(dashboard.panels.map((_, i) => i + 1))
    const places = dashboard.panels.map(({ gridPos: { x, y } }) => `${x}/${y}`)
    expect(new Set(places).size).toBe(places.length)
    expect(dashboard.panels[7]?.description).toBe('Nobody waits for a build.')
  })

  test('goes without the name of a service', () => {
    const { title, uid, panels } = grafanaDashboard(plain)
    expect([title, uid]).toEqual(['Performance promises', 'vitest-slo-vitest-slo'])
    expect(panels[3]?.targets[0]?.expr).toBe('time() - max(vitest_slo_run_finished_timestamp_seconds)')
  })
})

/** The rules of github.com/OpenSLO/OpenSLO, pkg/openslo/v1, for the fields that are written. */
const dnsLabel = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/

describe('OpenSLO', () => {
  const [service, ...slos] = openSlo(promised)
  interface Spec {
    readonly description: string
    readonly service: string
    readonly budgetingMethod: string
    readonly indicator: { readonly metadata: { readonly name: string } }
    readonly timeWindow: readonly { readonly duration: string; readonly isRolling: boolean }[]
    readonly objectives: readonly [
      { readonly op: string; readonly value: number; readonly target: number; readonly timeSliceTarget?: number },
    ]
  }
  const specs = slos.map(({ spec }) => spec as Spec)

  test('has the service and every SLO, with names it takes', () => {
    expect(service).toMatchObject({ apiVersion: 'openslo/v1', kind: 'Service', metadata: { name: 'acme-generator' } })
    expect(slos.map(({ metadata }) => metadata.name)).toEqual([
      'latency',
      'bundle-size',
      'hash-speed',
      'first-build-x',
      'install',
    ])
    for (const { metadata } of slos) expect(metadata.name).toMatch(dnsLabel)
    for (const spec of specs) expect(spec.indicator.metadata.name).toMatch(dnsLabel)
    expect(openSlo({ slos: [sloOf('é'.repeat(70))] })[1]?.metadata.name).toBe('unnamed')
    expect(openSlo({ slos: [sloOf(`${'a'.repeat(62)}-b`)] })[1]?.metadata.name).toBe('a'.repeat(62))
    expect(openSlo(plain)[0]?.metadata).toEqual({ name: 'vitest-slo', displayName: 'vitest-slo' })
  })

  test('has the objective in base units, with its operator', () => {
    expect(specs.map(({ objectives: [{ op, value }] }) => [op, value])).toEqual([
      ['lte', 0.18],
      ['lte', 120_000],
      ['gte', 200_000],
      ['lte', 3],
      ['lte', 3],
    ])
  })

  test('has a target below 1, a method it knows, and a window', () => {
    for (const { objectives, timeWindow, description, service: of } of specs) {
      const [{ target, timeSliceTarget = 1 }] = objectives
      expect(target).toBeGreaterThan(0)
      expect(target).toBeLessThan(1)
      expect(timeSliceTarget).toBeLessThanOrEqual(1)
      expect(timeWindow).toEqual([{ duration: expect.stringMatching(/^[1-9]\d*d$/) as string, isRolling: true }])
      expect(description.length).toBeLessThanOrEqual(1050)
      expect(of).toBe('acme-generator')
    }
    expect(specs.map(({ budgetingMethod }) => budgetingMethod)).toEqual([
      'Timeslices',
      'Timeslices',
      'Timeslices',
      'Timeslices',
      'Occurrences',
    ])
    const ratio = sloOf('a', { errorBudget: { target: 0.9, window: { unit: 'days', length: 7 }, method: 'ratio-timeslices' } })
    expect(openSlo({ slos: [ratio] })[1]?.spec).toMatchObject({
      budgetingMethod: 'RatioTimeslices',
      timeWindow: [{ duration: '7d' }],
      objectives: [{ displayName: 'max', op: 'lte', value: 3, target: 0.9, timeSliceWindow: '1h' }],
    })
  })

  test('says in annotations what it has no field for', () => {
    expect(slos[4]?.metadata.annotations).toEqual({
      'vitest-slo/objective': 'max <= 3s',
      'vitest-slo/enforce': 'budget',
      'vitest-slo/window': '50 runs',
    })
    expect(slos[1]?.metadata).toMatchObject({
      labels: { owner: ['team web'] },
      annotations: { 'vitest-slo/target': '1', 'vitest-slo/window': 'every run' },
    })
  })

  test('refuses two names that become one', () => {
    expect(() => openSlo({ slos: [sloOf('a:b'), sloOf('a/b')] })).toThrow(
      'slos.a/b and slos.a:b would both be named a-b in OpenSLO',
    )
  })
})
