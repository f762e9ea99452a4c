// Runs the journeys and ends with a plain line that counts them. Those that film for long, measure or pull plugs have the
// machine to themselves; the others go two at a time, and first.
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'

const alone = ['angles', 'backup', 'children', 'crash', 'device', 'disk', 'firefox', 'frames', 'line', 'live', 'master', 'recorder', 'tablet', 'talk', 'thread', 'upload']

const only = process.argv.slice(2)
const folder = join(import.meta.dirname, 'journeys')
const names = readdirSync(folder).filter((f) => f.endsWith('.test.mjs')).map((f) => f.replace('.test.mjs', ''))
const chosen = names.filter((name) => only.length === 0 || only.some((o) => name.includes(o))).sort()
let passed = 0
let failed = 0

async function go(journeys, concurrency) {
  if (journeys.length === 0) return
  const stream = run({ files: journeys.map((name) => join(folder, `${name}.test.mjs`)), concurrency, timeout: 15 * 60_000 })
  stream.on('test:pass', (t) => { if (t.details.type !== 'suite' && !t.skip) passed++ })
  stream.on('test:fail', () => { failed++; process.exitCode = 1 })
  for await (const piece of stream.compose(new spec())) process.stdout.write(piece)
}

await go(chosen.filter((name) => !alone.includes(name)), 2)
await go(chosen.filter((name) => alone.includes(name)), 1)
console.log(`${passed} passed, ${failed} failed`)
