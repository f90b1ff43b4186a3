import type { MachineTraits } from './baseline-mark.ts'
import { formatQuantity } from './format-quantity.ts'

/** In what two machines differ, in words: `4 cores instead of 2, Node 24 instead of 20`. Empty where nothing of it differs. */
export function machineDifference(one: MachineTraits, other: MachineTraits): string {
  const pairs = [wordsOf(one), wordsOf(other)] as const
  const different = pairs[0].flatMap((word, index) => {
    const instead = pairs[1][index] as string
    return word === instead ? [] : [`${word} instead of ${instead}`]
  })
  return different.join(', ')
}

/** What the fingerprint is made of; of the system only the ends of its name, since every update changes what is between. */
function wordsOf({ cpu, cores, memory, os, node, class: named }: MachineTraits): string[] {
  const system = os.split(' ')
  const gibibytes = formatQuantity(Math.round(memory / 2 ** 30), 'count')
  return [cpu, `${cores} ${cores === 1 ? 'core' : 'cores'}`, `${gibibytes} GiB`, `${system[0]} ${system.at(-1)}`, `Node ${node.replace(/^v/, '').split('.')[0]}`, `class ${named}`] // prettier-ignore
}
