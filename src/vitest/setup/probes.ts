// Runs in the project `slo` only, whose one test file is slo.config.ts: gives every declared probe a test.
import { registerProbes } from '../in-worker/probe-tests.ts'

registerProbes()
