import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { ReportData } from '../browser/read-part.ts'

/** The run that the page is about. */
export const DataContext = createContext<ReportData | undefined>(undefined)

/** The run that the page is about. */
export function useData(): ReportData {
  return useContext(DataContext) as ReportData
}
