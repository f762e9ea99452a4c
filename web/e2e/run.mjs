// Runs the journeys one after another and ends with a plain line that counts them.
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'

const only = process.argv.slice(2)
const folder = join(import.meta.dirname, 'journeys')
const files = readdirSync(folder).filter((f) => f.endsWith('.test.mjs') && (only.length === 0 || only.some((o) => f.includes(o)))).sort()
let passed = 0
let failed = 0
const stream = run({ files: files.map((f) => join(folder, f)), concurrency: 1, timeout: 15 * 60_000 })
stream.on('test:pass', (t) => { if (t.details.type !== 'suite' && !t.skip) passed++ })
stream.on('test:fail', () => { failed++; process.exitCode = 1 })
stream.on('end', () => setImmediate(() => console.log(`${passed} passed, ${failed} failed`)))
stream.compose(new spec()).pipe(process.stdout)
