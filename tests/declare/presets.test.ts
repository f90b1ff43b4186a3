import { describe, expect, test } from 'vitest'
import { cleanroom, relaxed, strict } from '../../src/config.ts'
import { parseConfig } from '../../src/declare/parse-config.ts'
import { formatObjective } from '../../src/model/objective.ts'
import { formatSelector } from '../../src/model/subject.ts'

/** A preset as a table: name, what, objective, warning. */
function table(slos: object): readonly string[] {
  const parsed = parseConfig({ slos }, { file: 'slo.config.ts', environment: 'ci', machineClass: 'local' })
  if (!parsed.ok) throw new Error('the preset was refused')
  return parsed.config.slos.map(({ name, sli, objective, warning, whenUnsupported }) => {
    const bounds = [objective, warning].map((bound) => (bound === undefined ? 'none' : formatObjective(bound)))
    return [name, `${formatSelector(sli.subject)} ${sli.metric}`, ...bounds, whenUnsupported].join(' | ')
  })
}

describe('cleanroom', () => {
  test('holds the five promises, each with a warning at 80 %', () => {
    expect(table(cleanroom())).toMatchInlineSnapshot(`
      [
        "first-build | command build:first duration | max <= 15s | max <= 12s | fail",
        "incremental-build | command build:incremental duration | max <= 2s | max <= 1.6s | fail",
        "rdf-processing | measure rdf:process duration | max <= 5s | max <= 4s | fail",
        "generation-memory | command generate memory | peak <= 100MB | peak <= 80MB | fail",
        "cli-scaffolding | command cli:scaffold duration | max <= 3s | max <= 2.4s | fail",
      ]
    `)
  })

  test('takes the names of this project, and keeps the others', () => {
    expect(table(cleanroom({ generation: 'cli:generate', rdfProcessing: 'rdf:parse' }))).toMatchInlineSnapshot(`
      [
        "first-build | command build:first duration | max <= 15s | max <= 12s | fail",
        "incremental-build | command build:incremental duration | max <= 2s | max <= 1.6s | fail",
        "rdf-processing | measure rdf:parse duration | max <= 5s | max <= 4s | fail",
        "generation-memory | command cli:generate memory | peak <= 100MB | peak <= 80MB | fail",
        "cli-scaffolding | command cli:scaffold duration | max <= 3s | max <= 2.4s | fail",
      ]
    `)
  })

  test('warns at 80 % exactly', () => {
    const parsed = parseConfig({ slos: cleanroom() }, { file: 'slo.config.ts', environment: 'ci', machineClass: 'local' })
    const shares = parsed.ok
      ? parsed.config.slos.map(({ objective, warning }) => (warning?.threshold ?? 0) / objective.threshold)
      : []
    expect(shares).toEqual([0.8, 0.8, 0.8, 0.8, 0.8])
  })
})

test('strict', () => {
  expect(table(strict())).toMatchInlineSnapshot(`
    [
      "test-duration | tests ** duration | p95 <= 100ms | p95 <= 80ms | fail",
      "file-memory | file ** memory | peak <= 512MiB | peak <= 400MiB | fail",
      "suite-duration | run duration | max <= 60s | max <= 48s | fail",
      "suite-failures | run failures | max <= 0 | none | fail",
    ]
  `)
})

test('relaxed', () => {
  expect(table(relaxed())).toMatchInlineSnapshot(`
    [
      "test-duration | tests ** duration | p95 <= 1s | p95 <= 800ms | fail",
      "file-memory | file ** memory | peak <= 1GiB | peak <= 800MiB | report",
      "suite-duration | run duration | max <= 10m | max <= 8m | fail",
      "suite-failures | run failures | max <= 0 | none | fail",
    ]
  `)
})
