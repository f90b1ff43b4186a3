// Each end of an output that is kept; what lies between is counted and dropped.
const kept = 64 * 1024

/** The beginning and the end of an output of any length, and whether a text came by in it. */
export class BoundedOutput {
  readonly #wanted: Buffer | undefined
  #head: Buffer[] = []
  #headLength = 0
  #tail: Buffer[] = []
  #tailLength = 0
  #length = 0
  #carry: Buffer = Buffer.alloc(0)
  found = false

  /** `wanted` is looked for in the whole output, in what is dropped too. */
  constructor(wanted?: string) {
    this.#wanted = wanted === undefined ? undefined : Buffer.from(wanted)
  }

  add(chunk: Buffer): void {
    this.#length += chunk.length
    this.#look(chunk)
    const room = Math.min(kept - this.#headLength, chunk.length)
    if (room > 0) this.#head.push(chunk.subarray(0, room))
    this.#headLength += Math.max(room, 0)
    this.#addToTail(chunk.subarray(Math.max(room, 0)))
  }

  /** The output as text; a line says how much of it was left out. */
  text(): string {
    const tail = Buffer.concat(this.#tail)
    const end = tail.subarray(Math.max(0, tail.length - kept))
    const dropped = this.#length - this.#headLength - end.length
    const head = Buffer.concat(this.#head).toString()
    return dropped === 0
      ? Buffer.concat([...this.#head, end]).toString()
      : `${head}\n[${dropped} bytes left out]\n${end.toString()}`
  }

  #addToTail(rest: Buffer): void {
    if (rest.length === 0) return
    this.#tail.push(rest)
    this.#tailLength += rest.length
    // The oldest piece goes once the others are long enough without it.
    while (this.#tailLength - (this.#tail[0] as Buffer).length >= kept) this.#tailLength -= (this.#tail.shift() as Buffer).length
  }

  #look(chunk: Buffer): void {
    if (this.#wanted === undefined || this.found) return
    const seen = this.#carry.length === 0 ? chunk : Buffer.concat([this.#carry, chunk])
    this.found = seen.includes(this.#wanted)
    // The text may be cut in two by the border of pieces.
    this.#carry = Buffer.from(seen.subarray(Math.max(0, seen.length - this.#wanted.length + 1)))
  }
}
