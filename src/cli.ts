#!/usr/bin/env node
import { processWorld } from './commands/process-world.ts'
import { runCli } from './commands/run-cli.ts'

process.exitCode = await runCli(process.argv.slice(2), processWorld())
