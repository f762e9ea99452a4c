// Watching live: she lets her coach in, sees that she looks, and takes it back; what the coach marked lies on its frame.
import { after, before, test } from 'node:test'
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { Server, until } from '../lib/server.mjs'
import { laptop, launch, liveOnly, phone, visit } from '../lib/browser.mjs'
import { chained, fps, openCycle, openRecorder, out, people, playerReady, safeMs, watchable } from '../lib/steps.mjs'
import { bits, block, readCounter } from '../lib/pattern.mjs'

let server, browser, she, els, api, recording
const marks = []
const step = chained(test, () => [she.page, els.page])

before(async () => {
  server = await Server.withPeople()
  browser = await launch()
  she = await visit(browser, server, 'medewerker@demo.test', { ...phone, deviceScaleFactor: 1 })
  await liveOnly(she.context) // master.test.mjs sees what the device keeps take its place
  els = await visit(browser, server, 'coach@demo.test', laptop)
  await els.page.addInitScript(() => {
    const Real = window.RTCPeerConnection
    window.RTCPeerConnection = class extends Real {
      constructor(...args) { super(...args); window.heard = () => this.getStats() }
    }
  })
  api = await people(server, 'medewerker', 'coach', 'coach2', 'leidinggevende', 'beheer')
  const cycle = await openCycle(api.medewerker, api.coach, 'Hoe houd ik contact met alle kinderen aan tafel?')
  recording = (await api.medewerker.post('/api/v1/recordings', { cycle_id: cycle, title: 'Fruit eten' })).id
})

after(async () => {
  await browser?.close()
  await server?.remove()
})

const has = (page, text) => page.getByText(text).filter({ visible: true }).first().waitFor({ timeout: 20_000 })
const letIn = (page) => page.getByRole('switch', { name: 'Laat Els live meekijken' })
const live = (page) => page.locator('.watch-picture[data-line=live]').waitFor({ timeout: 30_000 })

async function picture(page, name) {
  for (const scheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme: scheme })
    await page.screenshot({ path: join(out, `live-${name}-${scheme}.png`), fullPage: true })
  }
  await page.emulateMedia({ colorScheme: 'light' })
}

// Presses a button at the very moment at which a picture is shown, and says which picture that was.
const press = (page, kind) => page.evaluate(`(async (read) => {
  const video = document.querySelector('tb-watch video')
  for (let tries = 0; tries < 100; tries++) {
    const counter = await new Promise((done) => video.requestVideoFrameCallback(() => {
      const counter = read(video, ${JSON.stringify({ bits, block })})
      if (counter > 0) document.querySelector('.watch-kind[data-kind=${kind}]:not(:disabled)')?.click()
      done(document.querySelector('.watch-kind[data-kind=${kind}]:not(:disabled)') ? counter : -1)
    }))
    if (counter > 0) return counter
  }
  throw new Error('no picture could be read')
})(${readCounter})`)

async function mark(kind) {
  const before = await els.page.locator('.watch-mark').count()
  const counter = await press(els.page, kind)
  await until(async () => (await els.page.locator('.watch-mark').count()) > before, 10_000, 'the mark in the list')
  marks.push({ kind, counter })
}

step('before she films she lets her coach in, who is led there from her home', async () => {
  await els.page.goto('/')
  assert.equal(await els.page.getByText('laat je meekijken').count(), 0)
  await openRecorder(she.page, recording)
  await letIn(she.page).click()
  await has(she.page, 'Niemand kijkt mee')
  await picture(she.page, 'ready')
  await els.page.reload()
  await has(els.page, 'Samira gaat filmen en laat je meekijken.')
  await picture(els.page, 'home')
  await els.page.getByRole('link', { name: 'Live meekijken' }).click()
  await has(els.page, 'Samira filmt nu niet.')
  for (const other of ['coach2', 'leidinggevende', 'beheer']) {
    assert.equal((await api[other].send('POST', `/api/v1/recordings/${recording}/watch-tokens`)).status, 404, other)
  }
})

step('she films, the coach watches, and she sees who', async () => {
  await she.page.locator('.button-record').click()
  await live(els.page)
  await has(she.page, 'Els kijkt mee')
  await has(els.page, 'Samira ziet dat je meekijkt.')
  await until(() => els.page.evaluate(() => document.querySelector('tb-watch video').videoWidth >= 640), 20_000, 'a picture of some size')
  await els.page.getByRole('button', { name: 'Geluid aan' }).click()
  let sound
  await until(async () => (sound = await els.page.evaluate(async () => {
    let heard = null
    ;(await window.heard()).forEach((report) => { if (report.type === 'inbound-rtp' && report.kind === 'audio') heard = report })
    return heard && { energy: heard.totalAudioEnergy, concealed: heard.concealedSamples / heard.totalSamplesReceived, packets: heard.packetsReceived }
  }))?.energy > 0.001, 10_000, () => `the beep of each second: ${JSON.stringify(sound)}`)
})

step('she marks what she sees, with a word or without', async () => {
  await mark('top')
  await els.page.keyboard.type('Je wacht tot hij klaar is')
  await mark('tip')
  await mark('top')
  await mark('tip')
  await until(async () => (await safeMs(she.page)) >= 4000, 30_000, 'four seconds')
  await mark('question')
  await mark('question')
  await mark('observation')
  await els.page.getByRole('button', { name: /^Wat ik zie, .* verwijderen/ }).click()
  await until(async () => (await api.coach.get(`/api/v1/recordings/${recording}/annotations`)).items.map(({ kind }) => kind).sort().join() === 'question,question,tip,tip,top,top', 20_000, 'the marks on the server, without what she removed')
  await picture(els.page, 'watching')
  await els.page.setViewportSize({ width: 360, height: 740 })
  await picture(els.page, 'watching-phone')
  assert.equal(await els.page.evaluate(() => document.documentElement.scrollWidth), 360, 'nothing sticks out')
  await els.page.setViewportSize(laptop.viewport)
  await picture(she.page, 'filming')
  const drafts = await api.medewerker.get(`/api/v1/recordings/${recording}/annotations`)
  assert.deepEqual(drafts.items, [], 'she sees no draft')
})

step('she takes it back, and the picture is gone within two seconds', async () => {
  const gone = els.page.evaluate(() => new Promise((done) => {
    const look = () => (document.querySelector('tb-watch video') ? setTimeout(look, 10) : done(Date.now()))
    look()
  }))
  const video = await els.page.evaluateHandle(() => document.querySelector('tb-watch video').srcObject)
  const at = await she.page.evaluate(() => {
    document.querySelector('.watched-switch').click()
    return Date.now()
  })
  const took = (await gone) - at
  console.log(`the picture was gone after ${took} ms`)
  assert.ok(took <= 2000, `gone after ${took} ms`)
  assert.deepEqual(await video.evaluate((stream) => stream.getTracks().map((track) => track.readyState)), ['ended', 'ended'])
  await has(els.page, 'Je kijkt niet meer mee.')
  await picture(els.page, 'over')
  await until(async () => (await she.page.getByText('Els kijkt mee').count()) === 0, 5000, 'her name to go')
  for (const way of ['', '/annotations']) assert.equal((await api.coach.send('GET', `/api/v1/recordings/${recording}${way}`)).status, 404)
  assert.equal((await els.page.request.get(`/recordings/${recording}/live`)).status(), 404)
})

step('when it is shared, her marks lie on the pictures that she saw', async () => {
  await she.page.locator('.recorder-stop').click()
  await she.page.locator('.notice-ok').waitFor({ timeout: 60_000 })
  const rate = fps(await watchable(api.medewerker, recording))
  assert.equal((await api.coach.send('GET', `/api/v1/recordings/${recording}`)).status, 404, 'not before she shares it')
  await api.medewerker.call('PUT', `/api/v1/recordings/${recording}/share`)
  const kept = (await api.coach.get(`/api/v1/recordings/${recording}/annotations`)).items
  assert.deepEqual(kept.map((one) => one.text).filter(Boolean), ['Je wacht tot hij klaar is'])
  await els.page.goto(`/recordings/${recording}`)
  await playerReady(els.page)
  const off = {}
  for (const one of kept) {
    const { counter } = marks.find((m) => m.kind === one.kind && !m.found) ?? {}
    marks.find((m) => m.counter === counter).found = true
    const around = []
    for (const frame of [-2, -1, 0, 1, 2].map((n) => Math.floor((one.start_ms * rate) / 1000) + n)) {
      around.push(await els.page.evaluate(`(async (read) => {
        const video = document.querySelector('tb-player video')
        const shown = new Promise((done) => video.requestVideoFrameCallback(done))
        video.currentTime = (${frame} + 0.5) / ${rate}
        await shown
        return read(video, ${JSON.stringify({ bits, block })})
      })(${readCounter})`))
    }
    // A picture that stands for a while is there more than once, and one that was never coded not at all: the nearest counts.
    ;(off[one.kind] ??= []).push(Math.min(...around.map((seen, i) => Math.max(Math.abs(seen - counter), Math.abs(i - 2)))))
  }
  console.log(`frames between what was seen and where the mark lies: ${JSON.stringify(off)}`)
  // Each kind was marked twice: a busy machine moves one, a mark that is kept wrongly is off each time.
  assert.equal(Object.keys(off).length, 3)
  assert.ok(Object.values(off).every((two) => Math.min(...two) <= 1), `off by ${JSON.stringify(off)}`)
})

step('who looked, from when to when, stands in her log', async () => {
  await she.page.goto('/log')
  await has(she.page, /Els.* begon live mee te kijken/)
  await has(she.page, /Els.* keek live mee, van \d\d:\d\d:\d\d tot \d\d:\d\d:\d\d/)
  await she.page.screenshot({ path: join(out, 'live-log.png'), fullPage: true })
  assert.deepEqual(els.trouble.filter((one) => !/404|401|409|ERR_/.test(one)), [])
})
