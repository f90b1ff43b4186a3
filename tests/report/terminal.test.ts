import { describe, expect, test } from 'vitest'
import { renderTerminal } from '../../src/report/terminal.ts'
import { sampleRun } from './sample-run.ts'

const plain = { colors: false, all: false, width: 80 }

describe('renderTerminal', () => {
  test('every verdict at 80 columns', () => {
    console.log(renderTerminal(sampleRun, plain))
    console.log(renderTerminal(sampleRun, { ...plain, width: 130, all: true }))
    console.log(renderTerminal(sampleRun, { ...plain, width: 130, colors: true }))
  })
})
