// Builds dist: the sources as they are, with the templates parsed beforehand, so that the package needs no template files.
import { copyFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { templates } from './src/templates.js'

rmSync('dist', { recursive: true, force: true })
mkdirSync('dist')
const copied = readdirSync('src').filter((file) => !['templates.js', 'parse-template.js'].includes(file))
for (const file of copied) copyFileSync(`src/${file}`, `dist/${file}`)
writeFileSync('dist/templates.js', `export const templates = ${JSON.stringify(templates)}\n`)
console.log(`built ${copied.length + 1} files`)
