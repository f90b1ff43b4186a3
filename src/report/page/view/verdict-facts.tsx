import type { JSX } from 'preact'
import { formatQuantity } from '../../../model/format-quantity.ts'
import type { PageVerdict } from '../../html/page-data.ts'
import { Definitions } from './data-table.tsx'
import { distanceText } from '../headroom.ts'
import { Name } from './names.tsx'

/** The figures that a verdict stands on. */
export function VerdictFacts({ verdict }: { readonly verdict: PageVerdict }): JSX.Element {
  const { figure, bound, samples, confirmed, exact, enforce, budgetText, owner, whenUnsupported, objective, cause } = verdict
  return (
    <div class="facts-grid">
      <Definitions
        entries={[
          ['measured', figure ?? 'unknown'],
          ['bound', bound],
          ['headroom', distanceText(verdict)],
          ['samples', samples],
          [
            'measured again',
            confirmed === undefined ? undefined : `${objective.statistic} ${formatQuantity(confirmed, objective.unit)}`,
          ],
          ['figures', exact === undefined ? undefined : exactText(exact)],
          ['no data because', cause?.replaceAll('-', ' ')],
          ['a violation', effects[enforce]],
          ['baseline', verdict.baselineText],
          ['waiver', verdict.waiverText],
          ['error budget', budgetText],
          ['where unsupported', whenUnsupported === 'report' ? 'is reported only' : undefined],
          ['owner', owner === undefined ? undefined : <Name>{owner}</Name>],
        ]}
      />
    </div>
  )
}

const effects = { fail: 'fails the run', warn: 'is reported only', budget: 'spends the error budget' } as const

function exactText(exact: boolean): string {
  return exact ? 'exact' : '≈ an estimate'
}
