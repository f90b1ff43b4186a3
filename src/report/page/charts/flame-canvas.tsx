import type { JSX } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { formatQuantity } from '../../../model/format-quantity.ts'
import type { Flame } from '../../../model/flame.ts'
import { useWidth } from '../browser/use-width.ts'
import type { FlameBox, FlameLayout } from '../flame-layout.ts'
import { boxAt, boxHeight, drawFlame, viewOf } from '../browser/draw-flame.ts'

interface Parts {
  readonly flame: Flame
  readonly layout: FlameLayout
  /** What each function took itself before; undefined where nothing is compared. */
  readonly before: ReadonlyMap<string, number> | undefined
  readonly search: string
}

/** The calls as boxes on a canvas. A press opens a box to the full width; the arrows walk from box to box. */
export function FlameCanvas({ flame, layout, before, search }: Parts): JSX.Element {
  const [ref, width] = useWidth<HTMLDivElement>()
  const canvas = useRef<HTMLCanvasElement>(null)
  const { chosen, zoom, choose, open } = useChoice(layout)
  const view = viewOf(layout, zoom)
  const height = layout.depth * boxHeight
  useLayoutEffect(() => {
    if (canvas.current !== null && width > 0)
      drawFlame(canvas.current, { flame, layout, before, search, view, chosen, width, height })
  })
  const under = (event: MouseEvent): number | undefined => boxAt(layout, view, { x: event.offsetX / width, y: event.offsetY })
  const box = layout.boxes[chosen]
  return (
    <div class="flame" ref={ref}>
      <div class="flame-scroll">
        <canvas
          ref={canvas}
          style={{ height: `${height}px` }}
          tabIndex={0}
          role="img"
          aria-label={keys}
          onClick={(event) => open(under(event))}
          onMouseMove={(event) => choose(under(event))}
          onKeyDown={(event) => {
            const next = neighbour(layout, chosen, event.key)
            if (event.key === 'Enter') open(chosen)
            if (event.key === 'Escape') open(0)
            if (next !== undefined) event.preventDefault()
            choose(next)
          }}
        />
      </div>
      <p class="flame-note" role="status">
        {box === undefined ? '' : boxText(flame, layout, box)}
      </p>
    </div>
  )
}

const keys = 'Calls as a flame graph. Arrow keys walk from call to call, Enter opens one, Escape shows all. The table below has the same figures.' // prettier-ignore

interface Choice {
  readonly chosen: number
  readonly zoom: number
  readonly choose: (place: number | undefined) => void
  /** Opens a box to the full width; one that is open already gives way to its caller. */
  readonly open: (place: number | undefined) => void
}

function useChoice(layout: FlameLayout): Choice {
  const [zoom, setZoom] = useState(0)
  const [chosen, setChosen] = useState(0)
  useEffect(() => {
    setZoom(0)
    setChosen(0)
  }, [layout])
  const choose = (place: number | undefined): void => {
    if (place !== undefined) setChosen(place)
  }
  const open = (place: number | undefined): void => {
    choose(place)
    if (place !== undefined) setZoom(place === zoom ? Math.max(0, layout.parents[place] as number) : place)
  }
  return { chosen, zoom, choose, open }
}

function boxText({ functions, calls, unit }: Flame, { total }: FlameLayout, box: FlameBox): string {
  const one = functions[calls[box.call] as number] as Flame['functions'][number]
  const place = one.file === undefined ? '' : ` (${one.file}:${one.line})`
  const share = total === 0 ? '' : `, ${formatQuantity(box.total / total, 'ratio')}`
  return `${one.name}${place}: ${formatQuantity(box.total, unit)} in all${share}, ${formatQuantity(box.self, unit)} itself`
}

/** Up is the caller, down the first that was called, left and right are beside it. */
function neighbour({ parents, boxes }: FlameLayout, from: number, key: string): number | undefined {
  const parent = parents[from] as number
  if (key === 'ArrowUp') return parent < 0 ? undefined : parent
  if (key === 'ArrowDown') {
    const first = parents.indexOf(from)
    return first < 0 ? undefined : first
  }
  const step = { ArrowLeft: -1, ArrowRight: 1 }[key]
  if (step === undefined) return undefined
  for (let place = from + step; boxes[place] !== undefined; place += step) if (parents[place] === parent) return place
  return undefined
}
