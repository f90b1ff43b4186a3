import type { Flame } from '../../../model/flame.ts'
import { functionKey } from '../flame-layout.ts'
import type { FlameBox, FlameLayout } from '../flame-layout.ts'

/** Height of a box in pixels. */
export const boxHeight = 20

/** The part of a layout that fills the width. */
export interface FlameView {
  readonly left: number
  readonly width: number
}

/** A box and what stands on it fill the width. */
export function viewOf({ boxes }: FlameLayout, zoom: number): FlameView {
  const box = boxes[zoom]
  return box === undefined || box.width === 0 ? { left: 0, width: 1 } : { left: box.left, width: box.width }
}

/** The box at a point: `x` as a share of the width, `y` in pixels. */
export function boxAt(layout: FlameLayout, view: FlameView, at: { readonly x: number; readonly y: number }): number | undefined {
  const depth = Math.floor(at.y / boxHeight)
  const x = view.left + at.x * view.width
  const place = layout.boxes.findIndex((box) => box.depth === depth && x >= box.left && x < box.left + box.width)
  return place < 0 ? undefined : place
}

export interface FlamePicture {
  readonly flame: Flame
  readonly layout: FlameLayout
  readonly before: ReadonlyMap<string, number> | undefined
  readonly search: string
  readonly view: FlameView
  readonly chosen: number
  readonly width: number
  readonly height: number
}

/** Draws the boxes that are wide enough to be seen. */
export function drawFlame(canvas: HTMLCanvasElement, picture: FlamePicture): void {
  const context = canvas.getContext('2d')
  if (context === null) return
  const { width, height, layout, chosen } = picture
  canvas.width = Math.floor(width * devicePixelRatio)
  canvas.height = Math.floor(height * devicePixelRatio)
  context.scale(devicePixelRatio, devicePixelRatio)
  context.font = '12px ui-monospace, Menlo, Consolas, monospace'
  context.textBaseline = 'middle'
  const colors = colorsOf(canvas)
  const color = colorOf(picture, colors)
  layout.boxes.forEach((box, place) => drawBox(context, { box, picture, colors, fill: color(box), isChosen: place === chosen }))
}

interface Drawn {
  readonly box: FlameBox
  readonly picture: FlamePicture
  readonly colors: Colors
  readonly fill: string
  readonly isChosen: boolean
}

function drawBox(context: CanvasRenderingContext2D, { box, picture, colors, fill, isChosen }: Drawn): void {
  const { view, width, flame, search } = picture
  const left = Math.max(0, ((box.left - view.left) / view.width) * width)
  const right = Math.min(width, ((box.left + box.width - view.left) / view.width) * width)
  if (right - left < 0.4 || left >= width) return
  const { name, file = '' } = flame.functions[flame.calls[box.call] as number] as Flame['functions'][number]
  const y = box.depth * boxHeight
  const isFound = search === '' || `${name} ${file}`.toLowerCase().includes(search.toLowerCase())
  context.globalAlpha = isFound ? 1 : 0.25
  context.fillStyle = fill
  context.fillRect(left, y, Math.max(0.4, right - left - 0.75), boxHeight - 1)
  if (isChosen) {
    context.strokeStyle = colors.ink
    context.strokeRect(left + 0.5, y + 0.5, Math.max(1, right - left - 1.75), boxHeight - 2)
  }
  if (right - left > 28) {
    context.fillStyle = colors.text
    context.fillText(fitted(name, right - left - 8), left + 4, y + boxHeight / 2)
  }
  context.globalAlpha = 1
}

/** A character of the font is 7.2 pixels wide; measuring every name is slow. */
function fitted(text: string, width: number): string {
  const most = Math.floor(width / 7.25)
  return text.length <= most ? text : `${text.slice(0, Math.max(1, most - 1))}…`
}

type Colors = Readonly<Record<'own' | 'dependency' | 'node' | 'gc' | 'idle' | 'more' | 'less' | 'same' | 'ink' | 'text', string>>

/** As the style sheet has them, for both themes. */
function colorsOf(canvas: HTMLCanvasElement): Colors {
  const style = getComputedStyle(canvas)
  const names = ['own', 'dependency', 'node', 'gc', 'idle', 'more', 'less', 'same', 'text'] as const
  const colors = Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--flame-${name}`).trim()]))
  return { ...colors, ink: style.getPropertyValue('--ink').trim() } as Colors
}

function colorOf({ flame, before }: FlamePicture, colors: Colors): (box: FlameBox) => string {
  const functionOf = (box: FlameBox): Flame['functions'][number] => flame.functions[flame.calls[box.call] as number]!
  if (before === undefined) return (box) => colors[functionOf(box).owner]
  return (box) => {
    const was = before.get(functionKey(functionOf(box))) ?? 0
    if (box.self > was * 1.1 + 1e-9) return colors.more
    return was > box.self * 1.1 && box.self > 0 ? colors.less : colors.same
  }
}
