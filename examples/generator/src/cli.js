#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { parseModel } from './parse-model.js'
import { renderModel } from './render-model.js'
import { scaffold } from './scaffold.js'
import { templates } from './templates.js'
import { writeFiles } from './write-files.js'

const commands = {
  new: (folder) => write(folder, scaffold(basename(folder))),
  generate: (model, folder) => write(folder, renderModel(parseModel(readFileSync(model, 'utf8')), templates)),
}

const [name, ...args] = process.argv.slice(2)
const command = Object.hasOwn(commands, name ?? '') ? commands[name] : undefined
if (command === undefined || args.length !== command.length) {
  console.error('usage: example-generator new <folder>\n       example-generator generate <model.json> <folder>')
  process.exitCode = 2
} else command(...args)

function write(folder, files) {
  writeFiles(folder, files)
  console.log(`wrote ${files.size} files to ${folder}`)
}
