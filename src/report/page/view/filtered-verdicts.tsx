import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { Status } from '../../../model/verdict.ts'
import type { PageVerdict } from '../../html/page-data.ts'
import { countOf } from '../../measured-text.ts'
import { VerdictTable } from './verdict-rows.tsx'

/** Every verdict with filters by status and by name. */
export function FilteredVerdicts({ verdicts }: { readonly verdicts: readonly PageVerdict[] }): JSX.Element {
  const [status, setStatus] = useState<Status | undefined>()
  const [filter, setFilter] = useState('')
  const word = filter.trim().toLowerCase()
  const shown = verdicts.filter(
    (verdict) => (status === undefined || verdict.status === status) && textOf(verdict).includes(word),
  )
  return (
    <>
      <div class="filters">
        <div role="group" aria-label="Filter by verdict" class="switches">
          <StatusSwitch label={`all ${verdicts.length}`} pressed={status === undefined} press={() => setStatus(undefined)} />
          {[...new Set(verdicts.map((verdict) => verdict.status))].map((one) => (
            <StatusSwitch
              key={one}
              label={`${one.replace('-', ' ')} ${verdicts.filter((verdict) => verdict.status === one).length}`}
              status={one}
              pressed={status === one}
              press={() => setStatus(status === one ? undefined : one)}
            />
          ))}
        </div>
        <input
          type="search"
          placeholder="Filter by name, subject, owner"
          aria-label="Filter SLOs"
          value={filter}
          onInput={(event) => setFilter(event.currentTarget.value)}
        />
      </div>
      <p class="hidden" role="status">{`${countOf(shown.length, 'SLO')} shown`}</p>
      {shown.length === 0 ? (
        <p class="soft">No SLO matches.</p>
      ) : (
        <VerdictTable verdicts={shown} caption="Every SLO, the worst first" />
      )}
    </>
  )
}

interface Switch {
  readonly label: string
  readonly status?: Status
  readonly pressed: boolean
  readonly press: () => void
}

function StatusSwitch({ label, status, pressed, press }: Switch): JSX.Element {
  return (
    <button type="button" class={`switch ${status ?? ''}`} aria-pressed={pressed} onClick={press}>
      {label}
    </button>
  )
}

function textOf({ slo, sli, owner = '', description = '' }: PageVerdict): string {
  return `${slo} ${sli.metric} ${Object.values(sli.subject).join(' ')} ${owner} ${description}`.toLowerCase()
}
