// Runs in the pass that profiles only, in the place of worker.ts.
import { registerProfiling } from '../in-worker/profile-setup.ts'

registerProfiling()
