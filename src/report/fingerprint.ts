/** 32 hexadecimal digits that are the same for equal texts, and for different ones as good as never (FNV-1a, 128 bit). */
export function fingerprint(text: string): string {
  let hash = 0x6c62272e07bb014262b821756295c58dn
  for (const byte of new TextEncoder().encode(text)) {
    hash = ((hash ^ BigInt(byte)) * 0x0000000001000000000000000000013bn) & mask
  }
  return hash.toString(16).padStart(32, '0')
}

const mask = (1n << 128n) - 1n
