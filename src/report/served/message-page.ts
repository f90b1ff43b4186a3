import { markup } from '../html/markup.ts'
import { renderServedPage } from './served-page.ts'

/** A page that says why there is none, and what to do. */
export function renderMessagePage(title: string, message: string): string {
  return renderServedPage({ title, main: markup`<p>${message}</p>` })
}
