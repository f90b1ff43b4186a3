import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { grafanaDashboard } from '../../src/export/grafana-dashboard.ts'
import { openSlo } from '../../src/export/openslo.ts'
import { prometheusRules, secondsOf } from '../../src/export/prometheus-rules.ts'
import type { AlertRule } from '../../src/export/prometheus-rules.ts'
import { ruleTests } from '../../src/export/rule-tests.ts'
import type { Alerting } from '../../src/model/alert.ts'
import { sloOf } from '../report/sample-run.ts'
import { promised } from './promised.ts'

const plain = { slos: [sloOf('build')] }

const alerting: Alerting = {
  when: 'never',
  repeat: 86_400_000,
  escalateAfter: { kind: 'runs', runs: 4 },
  link: 'https://ci.example.com/{run}',
  channels: [],
  routes: [{ to: ['team'], escalation: true }],
}
const escalating = { ...plain, alerts: alerting }

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
              labels: { severity: 'critical', type: 'time', slo: 'build' },
              annotations: {
                summary: 'build breaks its promise max <= 3s',
                description: 'Measured {{ printf "%.3f" $value }} s, promised max <= 3s. slo report shows why.',
              },
            },
            {
              alert: 'SloWithoutData',
              expr: 'vitest_slo_status{slo="build",status="no-data"} == 1',
              labels: { severity: 'critical', type: 'no-data', slo: 'build' },
              annotations: {
                summary: 'Nothing measures build',
                description: 'The last run could not say whether max <= 3s holds. slo report names the reason.',
              },
            },
            {
              alert: 'SloRunMissing',
              expr: 'time() - max(vitest_slo_run_finished_timestamp_seconds) > 604800 or absent(vitest_slo_run_finished_timestamp_seconds)',
              labels: { severity: 'critical', type: 'no-data' },
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
    expect(size?.labels).toEqual({ severity: 'medium', type: 'memory', slo: 'bundle-size', owner: 'team web' })
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
    expect(burns.slice(0, 4).map(({ labels }) => labels['severity'])).toEqual(['high', 'high', 'medium', 'medium'])
  })

  test('escalate where somebody is told only then', () => {
    const escalated = alertsOf(escalating).find(({ alert }) => alert === 'SloStillViolated')
    expect(escalated).toMatchObject({
      expr: 'vitest_slo_violated_runs{slo="build"} >= 4',
      labels: { severity: 'critical', type: 'time', slo: 'build' },
      annotations: { description: 'Violated in the last {{ printf "%.0f" $value }} runs. slo report shows why.' },
    })
    const late = alertsOf({ ...plain, alerts: { ...alerting, escalateAfter: { kind: 'time', time: 5_400_000 } } })
    expect(late.find(({ alert }) => alert === 'SloStillViolated')).toMatchObject({
      expr: 'vitest_slo_status{slo="build",status="violated"} == 1',
      for: '90m',
      annotations: { description: 'Violated for 90m. slo report shows why.' },
    })
    const plainly = { ...escalating, alerts: { ...alerting, routes: [{ to: ['team'], escalation: false }] } }
    expect(alertsOf(plainly).map(({ alert }) => alert)).not.toContain('SloStillViolated')
  })

  test('link to the report of the last run', () => {
    const [violated] = alertsOf({ ...escalating, service: 'a"b' })
    expect(violated?.annotations['report']).toBe(
      'https://ci.example.com/{{ with query "vitest_slo_run_info{service=\\"a\\\\\\"b\\"}" }}{{ . | first | label "run" | urlquery }}{{ end }}',
    )
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

  test('know the run that is linked to, and how long an escalation takes', () => {
    const { tests: all } = ruleTests(escalating, { file: 'rules.yml', stale: '7d' })
    const still = all.find(({ name }) => name === 'build: violated for 4 runs')
    expect(still?.input_series).toEqual([
      { series: 'vitest_slo_violated_runs{slo="build"}', values: '4x120' },
      { series: 'vitest_slo_run_info{run="run-1",commit="4f1c2ab",branch="main"}', values: '1x120' },
    ])
    expect(still?.alert_rule_test[0]?.exp_alerts[0]?.exp_annotations).toEqual({
      summary: 'build still breaks its promise max <= 3s',
      description: 'Violated in the last 4 runs. slo report shows why.',
      report: 'https://ci.example.com/run-1',
    })
  })

  test('wait as long as an escalation takes that counts by time', () => {
    const late = { ...plain, alerts: { ...alerting, escalateAfter: { kind: 'time', time: 5_400_000 } } } as const
    const still = ruleTests(late, { file: 'rules.yml', stale: '7d' }).tests.find(({ name }) => name === 'build: violated for 90m')
    expect(still?.input_series[0]).toEqual({ series: 'vitest_slo_status{slo="build",status="violated"}', values: '1x100' })
    expect(still?.alert_rule_test[0]).toMatchObject({ eval_time: '95m', exp_alerts: [{ exp_labels: { status: 'violated' } }] })
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
      'Error budgets: share that is spent',
      'Error budgets: how fast they burn, over the last 5 runs',
      'Trend: change of what is measured',
    ])
    expect(dashboard.panels[4]?.targets.map(({ expr }) => expr)).toEqual([
      'vitest_slo_measured_seconds{service="acme-generator",slo="latency"}',
      'vitest_slo_threshold_seconds{service="acme-generator",slo="latency"}',
    ])
  })

  test('is one that Grafana imports', () => {
    expect(dashboard).toMatchObject({ id: null, schemaVersion: 39, time: { from: 'now-30d', to: 'now' } })
    expect(dashboard.uid).toMatch(/^[\w-]{1,40}$/)
    const [variable] = dashboard.templating.list
    expect(variable).toMatchObject({ type: 'datasource', query: 'prometheus' })
    const source = { type: 'prometheus', uid: `\${${variable?.name}}` }
    expect(dashboard.panels.map(({ id }) => id)).toEqual(dashboard.panels.map((_, i) => i + 1))
    for (const { datasource, targets, type } of dashboard.panels) {
      expect(datasource).toEqual(source)
      expect(targets.map((target) => target.datasource)).toEqual(targets.map(() => source))
      expect(new Set(targets.map(({ refId }) => refId)).size).toBe(targets.length)
      expect(['stat', 'timeseries']).toContain(type)
    }
  })

  test('lays no panel over another, on a grid of 24 columns', () => {
    const cells = dashboard.panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, i) => `${x + (i % w)}/${y + Math.floor(i / w)}`),
    )
    expect(new Set(cells).size).toBe(cells.length)
    expect(Math.max(...dashboard.panels.map(({ gridPos: { x, w } }) => x + w))).toBe(24)
  })

  test('says why something is promised, and knows the unit of every figure', () => {
    expect(dashboard.panels[7]?.description).toBe('Nobody waits for a build.')
    const units = dashboard.panels.map(({ fieldConfig: { defaults } }) => (defaults as { readonly unit?: string }).unit)
    expect(units.slice(4, 7)).toEqual(['s', 'bytes', 'ops'])
    expect(units).not.toContain(undefined)
  })

  test('has no budgets where no SLO has one', () => {
    expect(grafanaDashboard(plain).panels.map(({ title }) => title)).toEqual([
      'Violated',
      'No data',
      'Met',
      'Last run',
      'build: max <= 3s',
      'Trend: change of what is measured',
    ])
  })

  test('goes without the name of a service', () => {
    const { title, uid, panels } = grafanaDashboard(plain)
    expect([title, uid]).toEqual(['Performance promises', 'vitest-slo-vitest-slo'])
    expect(panels[3]?.targets[0]?.expr).toBe('time() - max(vitest_slo_run_finished_timestamp_seconds)')
  })
})

const schemaFile = join(import.meta.dirname, '../support/schemas/openslo-v1.json')
const ajv = new Ajv({ allErrors: true, strictTypes: false })
const isOpenSlo = ajv.compile(JSON.parse(readFileSync(schemaFile, 'utf8')) as object)

describe('OpenSLO', () => {
  const [service, ...slos] = openSlo(promised)
  interface Spec {
    readonly description: string
    readonly service: string
    readonly budgetingMethod: string
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
    expect(openSlo({ slos: [sloOf('é'.repeat(70))] })[1]?.metadata.name).toBe('unnamed')
    expect(openSlo({ slos: [sloOf(`${'a'.repeat(62)}-b`)] })[1]?.metadata.name).toBe('a'.repeat(62))
    expect(openSlo(plain)[0]?.metadata).toEqual({ name: 'vitest-slo', displayName: 'vitest-slo' })
  })

  test('keeps the field rules of the specification, whatever things are called and however they are enforced', () => {
    const long = sloOf('Überlang/'.repeat(20), { description: '😀'.repeat(2000), owner: 'a' })
    const [slices] = [{ target: 0.9, window: { unit: 'days', length: 7 }, method: 'ratio-timeslices' }] as const
    const all = [
      ...openSlo(promised),
      ...openSlo({ service: 'x'.repeat(80), slos: [long, sloOf('ratio', { enforce: 'budget', errorBudget: slices })] }),
    ]
    for (const object of all) expect([isOpenSlo(JSON.parse(JSON.stringify(object))), ajv.errorsText(isOpenSlo.errors)]).toEqual([true, 'No errors']) // prettier-ignore
  })

  test.each([
    ['a name that is no DNS label', { metadata: { name: 'A b' } }],
    ['a kind that is not written', { kind: 'AlertPolicy' }],
    ['a spec without its service', { spec: {} }],
  ])('of which the rules refuse %s', (_, parts) => {
    expect(isOpenSlo({ ...slos[0], ...parts })).toBe(false)
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
