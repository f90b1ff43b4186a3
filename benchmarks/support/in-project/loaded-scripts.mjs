// Which scripts this thread has loaded so far: the debugger names every one, however it was loaded.
import { Session } from 'node:inspector'

export function loadedScripts() {
  const urls = new Set()
  const session = new Session()
  session.connect()
  session.on('Debugger.scriptParsed', ({ params }) => urls.add(params.url))
  session.post('Debugger.enable')
  session.post('Debugger.disable')
  session.disconnect()
  return [...urls].filter((url) => url.startsWith('file:') || url.startsWith('/')).map((url) => url.replace(/^file:\/\//, ''))
}
