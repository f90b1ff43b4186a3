// The twin of worker.ts for browsers: nothing it loads comes from node:.
import { registerBrowser } from '../in-browser/browser-setup.ts'

registerBrowser()
