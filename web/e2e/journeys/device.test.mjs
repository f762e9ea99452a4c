// What the device keeps itself: the network fails, the server falls over, the page is reloaded, the browser is killed, and nothing is lost.
import { after, before, test } from 'node:test'
import assert from 'node:assert/strict'
import { mkdir, readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Server, until } from '../lib/server.mjs'
import { login, persistent, phone } from '../lib/browser.mjs'
import { noteStalls } from '../lib/pattern.mjs'
import { chained, holes, openCycle, openRecorder, out, people, safeMs, stalls, watchable } from '../lib/steps.mjs'

let server, profile, api, context, page
const step = chained(test, () => (page ? [page] : []))
const titles = {}

before(async () => {
  server = await Server.withPeople()
  api = await people(server, 'medewerker', 'coach')
  const cycle = await openCycle(api.medewerker, api.coach, 'Hoe help ik zonder over te nemen?')
  for (const title of ['Uitval', 'Zonder netwerk', 'Later netwerk', 'Gesloten', 'Weg', 'Elders']) titles[title] = (await api.medewerker.post('/api/v1/recordings', { cycle_id: cycle, title })).id
  profile = join(server.folder, 'profile')
  await mkdir(out, { recursive: true })
  await reopen()
  await login(page, 'medewerker@demo.test')
})

after(async () => {
  await context?.close().catch(() => {})
  await server?.remove()
})

// The same browser, with what it kept.
async function reopen() {
  context = await persistent(server, profile, { ...phone, deviceScaleFactor: 1 })
  page = await context.newPage()
  await page.addInitScript(noteStalls)
}

// The browser ends as by a battery that is empty: nothing is said to any page.
async function killBrowser() {
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
    if (line.includes(`--user-data-dir=${profile}`)) try { process.kill(Number(pid), 'SIGKILL') } catch { /* it went with another */ }
  }
  await context.close().catch(() => {})
}

const facts = () => page.locator('.recorder-facts').innerText()
const onDevice = () => page.evaluate(async () => {
  const found = []
  const films = await (await navigator.storage.getDirectory()).getDirectoryHandle('films', { create: true })
  for await (const [name] of films.entries()) found.push(name)
  return found
})
// What the page says is on this device, in ms.
const deviceMs = async () => {
  const time = (await facts()).match(/Op dit toestel tot (\d\d):(\d\d)/)
  return time ? (Number(time[1]) * 60 + Number(time[2])) * 1000 : 0
}
const masters = async (title) => (await api.medewerker.get(`/api/v1/recordings/${titles[title]}/device-masters`)).items
const start = () => page.locator('.button-record').click()
const stop = async () => {
  await page.locator('.recorder-stop').click()
  await page.locator('.notice-ok').waitFor({ timeout: 60_000 })
}
const shot = (name) => page.screenshot({ path: join(out, `device-${name}.png`), fullPage: true })

async function requireKept(title) {
  await page.locator('.device-complete').waitFor({ timeout: 90_000 })
  await shot(`complete-${title.toLowerCase().replace(' ', '-')}`)
  const items = await masters(title)
  console.log(title, JSON.stringify(items.map(({ state, size, start_ms, duration_ms }) => ({ state, size, start_ms, duration_ms }))))
  assert.ok(items.length > 0 && items.every(({ state, sha256 }) => state === 'kept' && /^[0-9a-f]{64}$/.test(sha256)), JSON.stringify(items))
  assert.deepEqual(await onDevice(), [], 'wiped from this device')
  assert.equal((await api.medewerker.get(`/api/v1/recordings/${titles[title]}`)).pending_device, false)
}

step('the server falls over while she films: the device goes on, and says what is where', async () => {
  await openRecorder(page, titles.Uitval)
  await start()
  await until(async () => (await safeMs(page)) >= 2000 && (await deviceMs()) >= 2000, 60_000, 'two seconds on both')
  await shot('filming')
  await server.kill()
  await until(async () => /gaat gewoon door, alleen op dit toestel/.test(await facts()), 30_000, 'the page to notice')
  const at = await deviceMs()
  await until(async () => (await deviceMs()) >= at + 2000, 30_000, 'the device to go on')
  await shot('alone')
  assert.match(await facts(), /staat alleen op dit toestel/)
  await server.start()
  await page.locator('tb-health').waitFor({ timeout: 60_000 })
  await until(async () => (await deviceMs()) >= at + 4000, 30_000, 'some more film')
})

const cut = () => page.route('**/api/v1/uploads/*', (route) => (route.request().method() === 'PATCH' ? route.abort() : route.continue()))
const mend = () => page.unroute('**/api/v1/uploads/*')

step('she reloads the page while it is sent, and it goes on', async () => {
  await cut()
  await stop()
  await page.locator('.device-held[data-state=waiting]').waitFor({ timeout: 60_000 })
  await shot('waiting')
  const stood = await stalls(page)
  // A camera that seems to stand still is opened anew, and what it gives is a film of its own.
  const slept = stood.filter(([from, to]) => to - from > 1000)
  const films = (await onDevice()).length
  assert.ok(films >= 1 && films <= 1 + slept.length, `${films} films; the page stood still ${JSON.stringify(slept)}`)
  await mend()
  await page.goto('/')
  await requireKept('Uitval')
  const recording = await watchable(api.medewerker, titles.Uitval)
  assert.deepEqual(holes(recording, 200, stood), [], `nothing is missing; the page stood still ${JSON.stringify(stood)}`)
})

step('without any network she films all the same', async () => {
  await openRecorder(page, titles['Zonder netwerk'])
  await server.kill()
  await start()
  await until(async () => (await deviceMs()) >= 2000, 60_000, 'two seconds on the device')
  await shot('no-network')
  await stop()
  await page.locator('.device-held').waitFor()
  await shot('no-network-done')
  assert.match(await page.locator('.notice-ok').innerText(), /De opname staat op dit toestel/)
  await server.start()
  await requireKept('Zonder netwerk')
})

step('what she filmed before there was a network is the beginning of the recording', async () => {
  await openRecorder(page, titles['Later netwerk'])
  await server.kill()
  await start()
  await until(async () => (await deviceMs()) >= 5000, 60_000, 'five seconds on the device')
  await server.start()
  await until(async () => (await safeMs(page)) >= 9000, 60_000, 'some of it on the server too')
  await stop()
  const stood = await stalls(page)
  await requireKept('Later netwerk')
  const items = await masters('Later netwerk')
  assert.equal(items[0].start_ms, 0)
  const recording = await watchable(api.medewerker, titles['Later netwerk'])
  assert.ok(recording.duration_ms >= 8500, `${recording.duration_ms} ms`)
  assert.ok(recording.takes[0].start_ms >= 4000, 'what came live began later')
  assert.deepEqual(holes(recording, 200, stood), [], `nothing is missing; the page stood still ${JSON.stringify(stood)}`)
})

step('the browser is killed while she films; what was filmed is there when she comes back, and nobody else on the device is told', async () => {
  await cut()
  await openRecorder(page, titles.Gesloten)
  await start()
  await until(async () => (await deviceMs()) >= 2000, 60_000, 'two seconds on the device')
  await killBrowser()
  await reopen()
  await cut()
  const mine = await context.cookies(server.url)
  await context.clearCookies()
  await login(page, 'collega@demo.test')
  const asked = []
  page.on('request', (request) => { if (/uploads|device-masters/.test(request.url())) asked.push(request.url()) })
  await page.goto('/')
  await page.evaluate(() => customElements.whenDefined('tb-device'))
  await until(async () => (await onDevice()).length > 0, 5000, 'the film of the other')
  assert.equal(await page.locator('.device-held').count(), 0)
  assert.deepEqual(asked, [], 'nothing of hers is asked or sent')
  await context.clearCookies()
  await context.addCookies(mine)
  await page.goto('/')
  await page.locator('.device-held[data-state=waiting]').waitFor({ timeout: 30_000 })
  assert.match(await page.locator('.device-held').innerText(), /Er staat nog 00:(0[2-9]|1\d) film op dit toestel/)
  await mend()
  await page.getByRole('button', { name: 'Nu versturen' }).click()
  await requireKept('Gesloten')
})

step('what is thrown away, here or elsewhere, is gone from the device too', async () => {
  await openRecorder(page, titles.Weg)
  await start()
  await until(async () => (await deviceMs()) >= 1000, 60_000, 'a second on the device')
  await page.locator('.recorder-throw').click()
  await page.locator('.throw-dialog .button-danger').click()
  await page.getByText('De opname is weg').waitFor({ timeout: 30_000 })
  assert.deepEqual(await onDevice(), [])
  await cut()
  await openRecorder(page, titles.Elders)
  await start()
  await until(async () => (await deviceMs()) >= 1000, 60_000, 'a second on the device')
  await stop()
  await page.locator('.device-held[data-state=waiting]').waitFor({ timeout: 30_000 })
  await page.goto('about:blank')
  assert.equal((await api.medewerker.send('DELETE', `/api/v1/recordings/${titles.Elders}`)).ok, true)
  await page.goto('/')
  await until(async () => (await onDevice()).length === 0, 30_000, 'the film to be wiped')
})

step('what she filmed without any network can be watched', async () => {
  assert.ok((await watchable(api.medewerker, titles['Zonder netwerk'])).duration_ms > 1500)
})
