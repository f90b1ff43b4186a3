// A `.ts` file on purpose: Vitest inlines TypeScript from node_modules and runs it anew for every test file, also with
// `isolate: false`; a `.js` file would be evaluated once per worker, and only the first test file measured.
import { registerWorker } from '../in-worker/worker-setup.ts'

registerWorker()
