// Steps that several journeys take: through the API where the step is not what they are about, through the recorder for film.
import { Client, lastWords, until } from './server.mjs'
import { join, resolve } from 'node:path'
import { bits, block, installPattern, late, readCounter } from './pattern.mjs'

// Pictures of pages, ignored by git.
export const out = resolve(import.meta.dirname, '../out')

// A log-in at the API of each account named, by the name before the at sign.
export async function people(server, ...names) {
  const clients = await Promise.all(names.map((name) => Client.login(server, `${name}@demo.test`)))
  return Object.fromEntries(names.map((name, i) => [name, clients[i]]))
}

// The calendar day where the server counts, so many days from today: not each has 24 hours.
export function day(n) {
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Amsterdam' }).format()
  const [year, month, date] = today.split('-').map(Number)
  return new Date(Date.UTC(year, month - 1, date + n)).toISOString().slice(0, 10)
}

// An accepted question of her own with the coach; its open cycle.
export async function openCycle(employee, coach, text) {
  const question = await employee.post('/api/v1/questions', { text, coach_id: (await coach.get('/api/v1/me')).id, accept: true })
  return question.trajectory.cycle_id
}

// Opens the recorder for a recording with the known pattern as its camera and waits for the preview.
export async function openRecorder(page, recordingId) {
  await page.addInitScript(installPattern, { bits, block, late })
  await page.goto(`/recordings/${recordingId}/record`)
  await saysWhoIsThere(page)
  await page.locator('.recorder[data-phase=ready] input[type=checkbox]').check({ timeout: 60_000 })
}

// Where the register of children is in use, the page asks first who is there: everybody, and who may not be seen sits aside.
export async function saysWhoIsThere(page) {
  if (!/\/roster/.test(page.url())) return
  await page.getByLabel('Dit klopt: wie niet in beeld mag, zit buiten beeld').check()
  await page.getByRole('button', { name: 'Opslaan' }).click()
  await page.waitForURL(/\/record$/)
}

// What the page says is on the server, in ms (whole seconds).
export async function safeMs(page) {
  const time = (await page.locator('.recorder-facts').innerText({ timeout: 30_000 })).match(/Op de server tot (\d\d):(\d\d)/)
  return time ? (Number(time[1]) * 60 + Number(time[2])) * 1000 : 0
}

// Records until so many ms came live, and stops. Her clock runs from what the device kept first: what the server has begins later.
export async function film(page, recordingId, ms) {
  await openRecorder(page, recordingId)
  await page.locator('.button-record').click()
  const from = await until(() => safeMs(page), 60_000, 'the first second on the server')
  await until(async () => (await safeMs(page)) >= from + ms, ms + 60_000, `${ms} ms on the server`)
  await page.locator('.recorder-stop').click()
  await page.locator('.notice-ok').waitFor({ timeout: 60_000 })
}

// When a page with noteStalls stood still, of which it filmed nothing: [from, to], by Date.now().
export const stalls = (page) => page.evaluate(() => window.stalls)

// The holes in a film that are longer than ms, but for those that a page which stood still made by itself.
export function holes(recording, ms, stood) {
  const zero = Date.parse(recording.zero_at)
  const made = ({ start_ms, end_ms }) => stood.some(([from, to]) => end_ms - start_ms <= to - from + 200 && zero + start_ms < to + 1000 && zero + end_ms > from - 1000)
  return recording.gaps.filter((gap) => gap.end_ms - gap.start_ms > ms && !(gap.track === 'video' && made(gap)))
}

// The recording when it can be watched.
export function watchable(client, recordingId) {
  return until(async () => {
    const recording = await client.get(`/api/v1/recordings/${recordingId}`)
    if (recording.state === 'failed') throw new Error(`the recording failed: ${recording.reason}`)
    return recording.state === 'ready' && recording
  }, 180_000, 'the recording to be ready')
}

// Frames a second of a recording's grid, on which the player seeks.
export const fps = ({ frame_rate: { num, den } }) => num / den

// The first whole millisecond of a frame on that grid.
export const msOf = (frame, recording) => Math.ceil((frame * 1000) / fps(recording))

// The number on the picture that the player shows for a frame.
export async function shown(page, frame, recording) {
  await page.evaluate((ms) => document.querySelector('tb-player').request({ ask: 'seek', ms }), msOf(frame, recording))
  await at(page, msOf(frame, recording))
  return counter(page)
}

// What the player on a page knows; null while there is none.
export function player(page) {
  return page.evaluate(() => document.querySelector('tb-player')?.store?.state ?? null)
}

export async function playerReady(page) {
  return until(async () => {
    const state = await player(page)
    if (state?.phase === 'failed' || state?.phase === 'gone') throw new Error(`the player is ${state.phase}`)
    return state?.phase === 'ready' && state
  }, 60_000, 'the player to be ready')
}

// Waits until the player stands at a position.
export const at = (page, ms) => until(async () => {
  const state = await player(page)
  return state?.ms === ms && await page.evaluate(() => !document.querySelector('tb-player video').seeking)
}, 30_000, `the player to show ${ms} ms`)

// The counter in the picture; read twice in different frames of the page, so that a picture on its way out does not count.
export async function counter(page) {
  let last = null
  return until(async () => {
    const now = await page.evaluate(`new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() =>
      done((${readCounter})(document.querySelector('tb-player video'), ${JSON.stringify({ bits, block })})))))`)
    const settled = now === last
    last = now
    return settled && { now }
  }, 30_000, 'a picture that stands still').then(({ now }) => now)
}

// Tests that build on each other: when one fails, what the pages showed is kept in out/, and those after it fail at once.
export function chained(test, pages) {
  let failed = ''
  return (name, run) => test(name, async (t) => {
    if (failed) throw new Error(`not tried, because this failed: ${failed}`)
    failed = name
    try {
      await run(t)
    } catch (error) {
      const shown = pages?.().map((page, i) => page.screenshot({ path: join(out, `failed-${i}.png`) })) ?? []
      await Promise.allSettled(shown)
      console.log(`what the server said and counted last:\n${await lastWords()}`)
      throw error
    }
    failed = ''
  })
}
