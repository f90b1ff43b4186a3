import { render } from 'preact'
import { readReport } from './browser/read-part.ts'
import { App } from './view/app.tsx'

const page = document.getElementById('page') as HTMLElement

void start()

async function start(): Promise<void> {
  try {
    const data = await readReport()
    render(<App data={data} />, page)
    performance.mark('slo-ready')
  } catch (error) {
    fail(error as Error)
  }
}

/** What readers without scripts see, which is our own escaped text, is better than nothing. */
function fail({ message }: Error): void {
  render(<p role="alert">{`This page could not be shown: ${message}. All figures are in report.json beside it.`}</p>, page)
  page.insertAdjacentHTML('beforeend', document.querySelector('noscript')?.textContent ?? '')
}
