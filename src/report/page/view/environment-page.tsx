import type { JSX } from 'preact'
import { formatQuantity } from '../../../model/format-quantity.ts'
import { countOf } from '../../measured-text.ts'
import { Card } from './card.tsx'
import { Definitions } from './data-table.tsx'
import { useData } from './data-context.ts'
import { PageTitle } from './page-title.tsx'

/** The machine of the run, whether its timings can be trusted, and what the measurement itself cost. */
export function EnvironmentPage(): JSX.Element {
  const { machine } = useData().head.report.run
  return (
    <>
      <PageTitle note="Where it ran, and what measuring it cost.">Environment</PageTitle>
      <Card title="Machine">
        <p class={machine.fit ? undefined : 'note'}>
          {machine.fit ? 'Fit: its timings can be judged.' : 'Not fit: timings taken here cannot accuse anyone.'}
        </p>
        <ul>
          {machine.fitReasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
        <Definitions
          entries={[
            ['processor', `${machine.cpu}, ${countOf(machine.cores, 'core')}`],
            ['memory', formatQuantity(machine.memory, 'bytes')],
            ['system', machine.os],
            ['Node.js', machine.node],
            ['Vitest', machine.vitest],
            ['machine class', machine.class],
            ['fingerprint', <code key="code">{machine.fingerprint}</code>],
          ]}
        />
      </Card>
      <OverheadCard />
      <RunCard />
    </>
  )
}

function OverheadCard(): JSX.Element {
  const { overhead } = useData().head.report
  return (
    <Card title="Overhead" note="What vitest-slo itself cost.">
      {overhead === undefined ? (
        <p>unknown</p>
      ) : (
        <Definitions
          entries={[
            ['a test', formatQuantity(overhead.perTestMs, 'ms')],
            ['sampler', `${formatQuantity(overhead.samplerCpuRatio, 'ratio')} of a core`],
            ['judging', timeText(overhead.judgingMs)],
            ['profiling, after the run', timeText(overhead.profilingMs)],
          ]}
        />
      )}
    </Card>
  )
}

function RunCard(): JSX.Element {
  const { run, exitCode, score } = useData().head.report
  return (
    <Card title="Run">
      <Definitions
        entries={[
          ['id', <code key="id">{run.id}</code>],
          ['scope', run.shard === undefined ? run.scope : `${run.scope} ${run.shard.index} of ${run.shard.count}`],
          ['environment', run.environment],
          ['branch', run.branch],
          ['commit', run.commit === undefined ? undefined : <code key="commit">{run.commit}</code>],
          ['started', run.startedAt],
          ['finished', run.finishedAt],
          ['exit code', exitCode],
          ['score', score === undefined ? undefined : `${score} of 100`],
        ]}
      />
    </Card>
  )
}

function timeText(milliseconds: number | undefined): string | undefined {
  return milliseconds === undefined ? undefined : formatQuantity(milliseconds, 'ms')
}
