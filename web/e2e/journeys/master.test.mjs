// What the device kept comes after her coach marked the film that came live: each mark stays on the picture where it was made,
// and sound stays with picture. With what MediaRecorder really writes.
import { after, before, test } from 'node:test'
import assert from 'node:assert/strict'
import { Server, until } from '../lib/server.mjs'
import { laptop, launch, visit } from '../lib/browser.mjs'
import { bits, block, readCounter } from '../lib/pattern.mjs'
import { chained, film, fps, msOf, openCycle, people, playerReady, shown, watchable } from '../lib/steps.mjs'
import { inspect, offset } from '../lib/sync.mjs'

const marksWanted = 7

let server, browser, she, els, api, id, live
let came // the recording as it came live
const marked = [] // {id, frame, ms, counter}
const step = chained(test, () => [she.page, els.page])

before(async () => {
  server = await Server.withPeople()
  browser = await launch()
  she = await visit(browser, server, 'medewerker@demo.test', laptop)
  els = await visit(browser, server, 'coach@demo.test', laptop)
  api = await people(server, 'medewerker', 'coach')
  const cycle = await openCycle(api.medewerker, api.coach, 'Hoe wacht ik langer?')
  ;({ id } = await api.medewerker.post('/api/v1/recordings', { cycle_id: cycle, title: 'Fruit' }))
})

after(async () => {
  await browser?.close()
  await server?.remove()
})

// In ms, over the version that the coach's page shows.
async function soundAfterPicture() {
  const found = await inspect(els.page, came, `(video, pattern) => ({ value: (${readCounter})(video, pattern) })`, { bits, block }, 233)
  const { ms, beeps, spread } = offset(found, 0, came.duration_ms / 1000)
  console.log(`sound after picture by ${ms.toFixed(1)} ms (${beeps} beeps, spread ${spread.toFixed(1)})`)
  return ms
}

step('her coach marks what came live, while what the device kept has yet to come', async () => {
  await she.context.route('**/api/v1/uploads/*', (route) => (route.request().method() === 'PATCH' ? route.abort() : route.continue()))
  await film(she.page, id, 11_000)
  await she.page.goto('about:blank')
  came = await watchable(api.medewerker, id)
  assert.equal(came.pending_device, true)
  await api.medewerker.call('PUT', `/api/v1/recordings/${id}/share`)
  await els.page.goto(`/recordings/${id}`)
  await playerReady(els.page)
  const last = Math.ceil((came.duration_ms * fps(came)) / 1000) - 1
  for (let i = 0; i < marksWanted; i++) {
    // A picture that is held was taken earlier: a mark is made on a fresh one.
    let frame = Math.max(1, Math.round((i * last) / (marksWanted - 1)))
    while (frame < last && (await shown(els.page, frame - 1, came)) === (await shown(els.page, frame, came))) frame++
    const seen = await shown(els.page, frame, came)
    const made = await api.coach.post(`/api/v1/recordings/${id}/annotations`, { start_ms: msOf(frame, came), kind: 'observation', text: `merk ${i}` })
    marked.push({ id: made.id, frame, ms: made.start_ms, counter: seen })
    assert.equal(made.start_ms, msOf(frame, came))
  }
  console.log(`live: ${came.duration_ms} ms, ${marked.map((mark) => `${mark.frame}=${mark.counter}`).join(' ')}`)
  assert.ok(marked.every((mark) => mark.counter > 0), 'every counter can be read')
  live = await soundAfterPicture()
})

step('what the device kept comes, and each mark shows the picture on which it was made', async () => {
  await she.context.unrouteAll()
  await she.page.goto('/')
  const recording = await until(async () => {
    const now = await api.medewerker.get(`/api/v1/recordings/${id}`)
    const version = await (await api.coach.send('GET', `/media/${id}/master.m3u8`)).text()
    return !now.pending_device && version.includes('g2/') && now
  }, 120_000, 'the version with what the device kept')
  const items = (await api.medewerker.get(`/api/v1/recordings/${id}/device-masters`)).items
  console.log(`device: ${recording.duration_ms} ms, ${JSON.stringify(items.map(({ start_ms, duration_ms, state }) => ({ start_ms, duration_ms, state })))}`)
  assert.ok(recording.duration_ms >= came.duration_ms - 34, 'nothing is lost at the end')
  await els.page.goto(`/recordings/${id}`)
  await playerReady(els.page)
  const off = []
  for (const mark of marked) off.push((await shown(els.page, mark.frame, came)) - mark.counter)
  console.log(`pictures off: ${off.join(' ')}`)
  assert.deepEqual(off, marked.map(() => 0))
})

step('sound and picture lie to each other as they came live, within 20 ms', async () => {
  const now = await soundAfterPicture()
  assert.ok(Math.abs(now - live) <= 20, `${live} ms live, ${now} ms now`)
  assert.deepEqual(els.trouble, [])
})

step('a coach whose version was replaced meanwhile goes on in the new one', async () => {
  const page = await els.context.newPage()
  let first = true
  await page.route(`**/media/${id}/master.m3u8`, async (route) => {
    if (!first) return route.continue()
    first = false
    const answer = await route.fetch()
    await route.fulfill({ response: answer, body: (await answer.text()).replaceAll(/\bg2\//g, 'g1000/') })
  })
  await page.goto(`/recordings/${id}`)
  await playerReady(page)
  assert.equal(await shown(page, marked[1].frame, came), marked[1].counter)
  await page.close()
})
