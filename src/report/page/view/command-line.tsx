import type { JSX } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { copyText } from '../browser/copy-text.ts'

const said = { copied: 'Copied', selected: 'Selected: copy it' } as const

/** A line for a shell, with a button that copies it. */
export function CommandLine({ command }: { readonly command: string }): JSX.Element {
  const line = useRef<HTMLElement>(null)
  const [done, setDone] = useState<keyof typeof said>()
  const copy = async (): Promise<void> => {
    if (line.current !== null) setDone(await copyText(line.current))
  }
  return (
    <p class="command">
      <code ref={line}>{command}</code>
      <button type="button" class="quiet" onClick={() => void copy()} aria-label={`Copy ${command}`}>
        Copy
      </button>
      <span role="status" class="soft">
        {done === undefined ? '' : said[done]}
      </span>
    </p>
  )
}
