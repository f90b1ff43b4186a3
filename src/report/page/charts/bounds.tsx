import type { JSX } from 'preact'
import { isUpperBound } from '../../../model/objective.ts'
import type { PageVerdict } from '../../html/page-data.ts'
import type { Scale } from '../scale.ts'
import { BeyondZone, Level } from './frame.tsx'
import type { Area } from './frame.tsx'

interface Bounds {
  readonly verdict: Pick<PageVerdict, 'objective' | 'warning'>
  readonly area: Area
  readonly scale: Scale
  /** The end of the level at which its name stands. */
  readonly at?: 'start' | 'end'
}

/** The bound of an SLO with the side where nothing may lie, and its warning. */
export function BoundLevels({ verdict: { objective, warning }, area, scale, at }: Bounds): JSX.Element {
  const { op, threshold, written } = objective
  return (
    <>
      <BeyondZone area={area} scale={scale} value={threshold} upper={isUpperBound(op)} />
      <Level area={area} scale={scale} at={at} kind="limit" value={threshold} text={`${op} ${written}`} />
      {warning === undefined ? undefined : (
        <Level
          area={area}
          scale={scale}
          at={at}
          kind="warn"
          value={warning.threshold}
          text={`warn ${warning.op} ${warning.written}`}
        />
      )}
    </>
  )
}
