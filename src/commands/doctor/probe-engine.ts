import { engineAddresses, formatAddress, unspokenHosts } from '../../measure/container/engine-address.ts'
import type { EngineAddress } from '../../measure/container/engine-address.ts'
import { Engine } from '../../measure/container/engine.ts'
import { troubleOf } from '../../measure/container/engine-link.ts'
import type { World } from '../world.ts'
import type { Finding } from './finding.ts'

const name = 'containers'

/** Which container engine answers: the first of those that testcontainers would try, too. */
export async function probeEngine({ env }: World): Promise<Finding[]> {
  const troubles = unspokenHosts(env)
  for (const address of engineAddresses(env)) {
    const answer = await ask(address)
    if ('trouble' in answer) troubles.push(answer.trouble)
    else return [found(address, answer.version, troubles)]
  }
  const why = troubles.length === 0 ? 'there is no DOCKER_HOST and no socket of one' : troubles.join('; ')
  // Most projects need none.
  return [{ name, status: 'ok', found: `none answers: ${why}`, follows: 'an SLO on a container would have no data here' }]
}

async function ask(address: EngineAddress): Promise<{ readonly version: string } | { readonly trouble: string }> {
  let engine: Engine | undefined
  try {
    engine = new Engine(address)
    const { Version: version = 'unknown' } = (await engine.json('GET', '/version')) as { readonly Version?: string }
    return { version }
  } catch (error) {
    return { trouble: troubleOf(address, error) }
  } finally {
    engine?.close()
  }
}

function found(address: EngineAddress, version: string, troubles: readonly string[]): Finding {
  const passedOver = troubles.length === 0 ? '' : `; passed over: ${troubles.join('; ')}`
  const text = `version ${version} at ${formatAddress(address)}${passedOver}`
  if ('socketPath' in address && troubles.length === 0) return { name, status: 'ok', found: text }
  const estimates = 'it is not local: memory, CPU and bytes of containers are estimates by its statistics'
  return { name, status: 'note', found: text, follows: 'socketPath' in address ? 'check DOCKER_HOST' : estimates }
}
