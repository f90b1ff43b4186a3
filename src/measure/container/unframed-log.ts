/** The text of a log. Without a terminal the engine puts 8 bytes before each piece: which stream, and the length of the piece. */
export function unframedLog(bytes: Buffer): string {
  let [text, at] = ['', 0]
  while (at + 8 <= bytes.length && (bytes[at] as number) < 3 && bytes[at + 1] === 0) {
    const length = bytes.readUInt32BE(at + 4)
    text += bytes.toString('utf8', at + 8, at + 8 + length)
    at += 8 + length
  }
  return at === 0 ? bytes.toString('utf8') : text
}
