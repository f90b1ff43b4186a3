import { existsSync, readFileSync } from 'node:fs'
import type { TestModule } from 'vitest/node'

/**
 * True when `.only` left tests of this file out. Vitest does not keep which ones those were, so the text of a file with skipped
 * tests tells. Never true where Vitest forbids `.only`, as it does in a CI.
 */
export function leavesOutTests(module: TestModule): boolean {
  if (!module.project.config.allowOnly || !existsSync(module.moduleId)) return false
  const skipped = [...module.children.allTests()].some((test) => test.result().state === 'skipped')
  return skipped && readFileSync(module.moduleId, 'utf8').split('\n').some(narrows)
}

function narrows(line: string): boolean {
  return !/^\s*(\/\/|\/?\*)/.test(line) && /\b(test|it|describe|suite|bench)\b.*(\.only\b|\bonly:\s*true\b)/.test(line)
}
