// A line that changes and breaks while she records: the same session finds another way, and the film is one take.
import { after, before, test } from 'node:test'
import assert from 'node:assert/strict'
import { Server, until } from '../lib/server.mjs'
import { launch, liveOnly, phone, visit } from '../lib/browser.mjs'
import { Wire } from '../lib/wire.mjs'
import { chained, openCycle, openRecorder, people, safeMs, watchable } from '../lib/steps.mjs'

let server, wire, browser, she, api, recording
const step = chained(test, () => [she.page])

before(async () => {
  server = await Server.withPeople()
  wire = await Wire.lay(server)
  browser = await launch()
  she = await visit(browser, server, 'medewerker@demo.test', phone)
  api = await people(server, 'medewerker', 'coach')
  const cycle = await openCycle(api.medewerker, api.coach, 'Hoe houd ik contact met alle kinderen aan tafel als het druk is?')
  recording = (await api.medewerker.post('/api/v1/recordings', { cycle_id: cycle, title: 'Lijn' })).id
  await wire.lead(she.context)
  await liveOnly(she.context)
  await she.page.addInitScript(() => {
    window.lines = []
    const Real = window.RTCPeerConnection
    window.RTCPeerConnection = class extends Real {
      constructor(...of) {
        super(...of)
        window.lines.push(this)
      }
    }
  })
})

after(async () => {
  await browser?.close()
  wire?.close()
  await server?.remove()
})

const reached = (ms) => until(async () => (await safeMs(she.page)) >= ms, 60_000, `${ms} ms on the server`)
const names = () => she.page.evaluate(() => [window.lines.length, ...['localDescription', 'remoteDescription'].map((side) => /a=ice-ufrag:(\S+)/.exec(window.lines.at(-1)[side].sdp)[1])])

step('a change of network is another way for the same session', async () => {
  await openRecorder(she.page, recording)
  await she.page.locator('.button-record').click()
  await reached(2000)
  const before = await names()
  await she.page.evaluate(() => window.dispatchEvent(new Event('online')))
  await until(async () => (await names())[2] !== before[2], 20_000, 'new credentials of the server')
  const after = await names()
  assert.equal(after[0], 1, 'the same session')
  assert.notEqual(after[1], before[1])
  await reached((await safeMs(she.page)) + 3000)
})

step('a line that breaks comes back into the same take', async () => {
  wire.cut = true
  const state = () => she.page.evaluate(() => window.lines.at(-1).connectionState)
  await until(async () => (await state()) !== 'connected', 30_000, 'the connection to be lost')
  await she.page.getByText('Geen verbinding. We proberen het opnieuw').filter({ visible: true }).first().waitFor({ timeout: 30_000 })
  wire.cut = false
  await until(async () => (await state()) === 'connected', 30_000, 'the connection to come back')
  await reached((await safeMs(she.page)) + 3000)
  assert.equal((await names())[0], 1, 'the same session')
  await she.page.locator('.recorder-stop').click()
  await she.page.locator('.notice-ok').waitFor({ timeout: 60_000 })
  await watchable(api.medewerker, recording)
  assert.equal(server.log.match(/a take has ended/g).length, 1)
  assert.deepEqual(she.trouble, [])
})
