// The recorder in her hand: held upright and on its side, turned and called while it records, its cameras, its screen, its way out.
import { after, before, test } from 'node:test'
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { Server, until } from '../lib/server.mjs'
import { launch, liveOnly, phone, visit } from '../lib/browser.mjs'
import { chained, holes, openCycle, out, people, playerReady, safeMs, stalls, watchable } from '../lib/steps.mjs'
import { noteStalls } from '../lib/pattern.mjs'
import { inspect, offset } from '../lib/sync.mjs'
import { installTelephone, readTurned, telephone } from '../lib/telephone.mjs'

const sizes = { portrait: { width: 360, height: 740 }, landscape: { width: 740, height: 360 }, laptop: { width: 1366, height: 768 } }

let server, browser, she, api, cycle, turned
const step = chained(test, () => [she.page])

before(async () => {
  server = await Server.withPeople()
  // The second of the made devices gives pictures that no encoder takes.
  browser = await launch(['--use-fake-device-for-media-stream=device-count=3,fps=30', '--host-resolver-rules=MAP terugblik.test 127.0.0.1'])
  she = await visit(browser, server, 'medewerker@demo.test', { ...phone, deviceScaleFactor: 1 })
  await liveOnly(she.context)
  api = await people(server, 'medewerker', 'coach')
  cycle = await openCycle(api.medewerker, api.coach, 'Hoe houd ik contact met alle kinderen aan tafel als het druk is?')
})

after(async () => {
  await browser?.close()
  await server?.remove()
})

const planned = async (title) => (await api.medewerker.post('/api/v1/recordings', { cycle_id: cycle, title })).id
const said = (page, words) => until(async () => words.test(await page.locator('tb-recorder > [role=status]').innerText()), 15_000, `a screen reader to hear ${words}`)
const read = (page) => page.evaluate(`(${readTurned})(document.querySelector('.recorder video, tb-player video'), ${JSON.stringify(telephone)})`)

// A page of her own with a telephone for its cameras, at the start of a recording.
async function atRecorder(id, portrait) {
  const page = await she.context.newPage()
  await page.addInitScript(installTelephone, { ...telephone, portrait })
  await page.addInitScript(noteStalls)
  await page.goto(`/recordings/${id}/record`)
  await page.locator('.recorder[data-phase=ready] input[type=checkbox]').check({ timeout: 30_000 })
  return page
}

async function started(page) {
  await page.locator('.button-record').click()
  await said(page, /De opname loopt/)
}

// No word of trouble, but for pictures that a page which stood still itself did not draw.
async function noneMissed(page) {
  assert.equal(await page.locator('.recorder-problem').count(), 0)
  const missed = await page.locator('.recorder-missed').allInnerTexts()
  const slept = (await stalls(page)).filter(([from, to]) => to - from > 1000)
  assert.ok(missed.length === 0 || (slept.length > 0 && missed.every((text) => /^Het beeld st/.test(text))), `${missed}; the page stood still ${JSON.stringify(slept)}`)
}

// The clock of the recording on the page, in seconds.
const seconds = (text) => text.split(':').reduce((sum, part) => 60 * sum + Number(part), 0)
const clock = async (page) => seconds(await page.locator('.recorder-clock').innerText())

const reached = (page, ms) => until(async () => (await safeMs(page)) >= ms, 60_000, `${ms} ms on the server`)

async function stop(page) {
  await page.locator('.recorder-stop').click()
  await page.locator('.notice-ok').waitFor({ timeout: 60_000 })
}

// Nothing that is pressed or read lies over another, or outside the screen.
async function requireRoom(page, name) {
  for (const [size, viewport] of Object.entries(sizes)) {
    await page.setViewportSize(viewport)
    await page.screenshot({ path: join(out, `recorder-${name}-${size}.png`) })
    const wrong = await page.evaluate(() => {
      const parts = [...document.querySelectorAll('.recorder :is(.recorder-top, .recorder-about, .recorder-buttons > *, .recorder-sheet, .recorder-picture > .recorder-turn)')]
      const boxes = parts.map((part) => ({ name: part.className, box: part.getBoundingClientRect() }))
      const go = document.querySelector('.button-record, .recorder-stop').getBoundingClientRect()
      const wrong = boxes.filter(({ box }) => box.left < 0 || box.top < 0 || box.right > innerWidth + 0.5 || box.bottom > innerHeight + 0.5).map(({ name }) => `${name} is cut off`)
      if (go.bottom > innerHeight || go.width < 60) wrong.push('the button is not within reach')
      for (const [i, a] of boxes.entries()) {
        for (const b of boxes.slice(i + 1)) {
          if (a.box.left < b.box.right - 1 && b.box.left < a.box.right - 1 && a.box.top < b.box.bottom - 1 && b.box.top < a.box.bottom - 1) wrong.push(`${a.name} over ${b.name}`)
        }
      }
      return wrong
    })
    assert.deepEqual(wrong, [], `${name} at ${size}`)
  }
  await page.setViewportSize(sizes.portrait)
}

step('before and during a recording she turns to another camera; the recording stays one take', async () => {
  const id = await planned('Camera')
  const { page } = she
  await page.addInitScript(noteStalls)
  await page.addInitScript(() => {
    const request = navigator.wakeLock.request.bind(navigator.wakeLock)
    window.locks = []
    navigator.wakeLock.request = async (kind) => { const lock = await request(kind); window.locks.push(lock); return lock }
  })
  await page.goto(`/recordings/${id}/record`)
  await page.locator('.recorder[data-phase=ready] .recorder-turn').waitFor({ timeout: 30_000 })
  await requireRoom(page, 'ready')
  const camera = () => page.evaluate(() => document.querySelector('.recorder video').srcObject.getVideoTracks()[0].label)
  await page.locator('.recorder-turn').click()
  await until(async () => (await camera()) === 'fake_device_1', 10_000, 'the second camera')
  await page.locator('.recorder-turn').click()
  await until(async () => (await camera()) === 'fake_device_2', 10_000, 'the third camera')
  await page.locator('input[type=checkbox]').check()

  // From here on with keys alone: the focus is where the work goes on.
  const offered = page.waitForResponse((answer) => answer.url().includes('/whip/') && answer.request().method() === 'POST')
  await page.locator('.button-record').focus()
  await page.keyboard.press('Enter')
  const answer = await offered
  for (const sdp of [answer.request().postData(), await answer.text()]) assert.doesNotMatch(sdp, /video-orientation/, 'the browser turns the picture itself')
  await said(page, /De opname loopt/)
  assert.equal(await page.evaluate(() => document.activeElement.className), 'recorder-stop', 'the focus stays on the button')
  assert.equal(await page.evaluate(() => window.locks.length), 1, 'the screen is kept on')
  await requireRoom(page, 'filming')
  await reached(page, 2000)
  await page.locator('.recorder-turn').focus()
  await page.keyboard.press('Enter')
  await said(page, /De andere camera staat aan/)
  assert.equal(await camera(), 'fake_device_0')

  // The lock goes with a page that is not seen, and is asked for again.
  await page.evaluate(async () => {
    const see = (state) => {
      Object.defineProperty(document, 'visibilityState', { value: state, configurable: true })
      document.dispatchEvent(new Event('visibilitychange'))
    }
    see('hidden')
    await window.locks[0].release()
    see('visible')
  })
  await until(() => page.evaluate(() => window.locks.length === 2 && !window.locks[1].released), 10_000, 'the screen to be kept on again')
  const at = await safeMs(page)
  await reached(page, at + 2000)
  await noneMissed(page)
  await page.locator('.recorder-stop').focus()
  await page.keyboard.press('Enter')
  await page.locator('.notice-ok').waitFor({ timeout: 60_000 })
  assert.match(await page.evaluate(() => document.activeElement.textContent), /Je opname is klaar/)
  await until(() => page.evaluate(() => window.locks.every((lock) => lock.released)), 60_000, 'the screen to be let go, when all is sent')
  const recording = await watchable(api.medewerker, id)
  assert.equal(recording.takes.length, 1)
  assert.deepEqual(holes(recording, 1500, await stalls(page)), [], 'no hole to speak of')
  assert.deepEqual(she.trouble, [])
})

step('the device is turned over and back while it records; front and back change places', async () => {
  turned = await planned('Gedraaid')
  const page = await atRecorder(turned, false)
  const mirrored = () => page.locator('.recorder video[data-mirrored]').count()
  await started(page)
  const safe = async (more) => reached(page, (await safeMs(page)) + more)
  await safe(3000)
  await page.evaluate(() => { window.telephone.portrait = true })
  await safe(1000)
  assert.equal(await mirrored(), 0)
  await page.locator('.recorder-turn').click()
  await said(page, /De andere camera staat aan/)
  assert.equal(await mirrored(), 1, 'the front camera is a mirror')
  await safe(2000)
  await page.evaluate(() => { window.telephone.portrait = false })
  await safe(3000)
  await noneMissed(page)
  const opened = await page.evaluate(() => window.telephone.opened)
  assert.deepEqual(opened.filter((facing, i) => facing !== opened[i - 1]), ['environment', 'user'])
  await stop(page)
  await page.close()
})

step('what was turned is one film: each part whole and in shape, sound in place', async () => {
  const recording = await watchable(api.medewerker, turned)
  assert.equal(recording.takes.length, 1)
  assert.deepEqual(recording.gaps.filter((gap) => gap.track === 'audio'), [])
  await she.page.goto(`/recordings/${turned}`)
  await playerReady(she.page)
  const measured = await inspect(she.page, recording, readTurned, telephone, 100)
  const boxes = measured.frames.map(({ box, ...frame }) => ({ ...frame, ...box }))
  const shapes = boxes.map(({ width, height }) => (Math.abs(width / height - 16 / 9) < 0.03 ? 'lying' : Math.abs(width / height - 9 / 16) < 0.02 ? 'upright' : `${width}x${height}`))
  const runs = shapes.filter((shape, i) => shape !== shapes[i - 1])
  assert.deepEqual(runs, ['lying', 'upright', 'lying'], 'nothing is stretched or cut off')
  const unread = boxes.filter(({ counter }) => counter < 0).length
  assert.ok(unread <= boxes.length / 100, `${unread} of ${boxes.length} pictures cannot be read`)
  // Sound and picture go with each other in each part. A drawn camera is a picture off when the machine is busy, so that this looks only
  // for what is seen (EBU R 37); to 20 ms it is tested with a publisher of our own.
  const from = boxes[shapes.indexOf('upright')].at
  const to = boxes[shapes.lastIndexOf('upright')].at
  for (const [name, a, b] of [['before', 0, from], ['upright', from, to], ['after', to, recording.duration_ms / 1000]]) {
    const { ms, beeps } = offset(measured, a, b)
    console.log(`${name} (${a.toFixed(1)} to ${b.toFixed(1)} s): sound after picture by ${ms.toFixed(1)} ms over ${beeps} beeps`)
    assert.ok(Math.abs(ms) <= 45, `${ms} ms`)
  }
})

step('a call takes camera and microphone; the recording goes on after it and says what is missing', async () => {
  const id = await planned('Gebeld')
  const page = await atRecorder(id, true)
  await started(page)
  await reached(page, 2000)
  const call = [await clock(page)]
  await page.evaluate(() => window.telephone.call())
  await said(page, /Er is geen geluid sinds|Het beeld staat stil sinds/)
  await page.locator('.recorder-missed', { hasText: 'Het beeld staat stil sinds' }).waitFor()
  await page.screenshot({ path: join(out, 'recorder-called-portrait.png') })
  await page.evaluate(() => new Promise((done) => setTimeout(done, 2000)))
  await page.evaluate(() => window.telephone.hangUp())
  await said(page, /Het beeld stond stil van \d\d:\d\d tot \d\d:\d\d|Er was geen geluid van/)
  await page.locator('.recorder-missed', { hasText: /stond stil van|was geen geluid van/ }).waitFor()
  call.push(await clock(page))
  await reached(page, (await safeMs(page)) + 2000)

  // The page stands still, as behind another app: no timer runs, no picture is drawn, and nobody says so. (A page without a
  // window cannot be hidden for real; a debugger stops it just as well.)
  const devtools = await she.context.newCDPSession(page)
  await devtools.send('Debugger.enable')
  const sleep = [await clock(page)]
  const halted = new Promise((done) => devtools.once('Debugger.paused', done))
  await devtools.send('Debugger.pause')
  await halted
  await new Promise((done) => setTimeout(done, 3500))
  await devtools.send('Debugger.resume')
  await devtools.send('Debugger.disable')
  await until(async () => (await page.evaluate(() => document.querySelector('.recorder-missed')?.textContent ?? '')).includes('stond stil'), 15_000, 'the sentence about the sleep')
  sleep.push(await clock(page))
  await reached(page, (await safeMs(page)) + 2000)
  await stop(page)
  const missing = await page.locator('.recorder-missing li').allInnerTexts()
  console.log(missing.join(' '))
  // A machine that was busy elsewhere adds stretches of its own.
  const stood = missing.map((line) => line.match(/beeld stond stil van (\S+) tot (\d+:\d+)/)?.slice(1).map(seconds)).filter(Boolean)
  for (const [name, [from, to]] of Object.entries({ call, sleep })) {
    assert.equal(stood.filter((one) => one[0] <= to && one[1] >= from).length, 1, `the ${name} from ${from} to ${to} s`)
  }
  assert.equal(missing.filter((line) => /geen geluid van/.test(line)).length, 1)
  await page.screenshot({ path: join(out, 'recorder-missing-portrait.png') })
  await page.close()

  const recording = await watchable(api.medewerker, id)
  assert.equal(recording.takes.length, 1, 'one recording all the same')
  const held = recording.gaps.filter((gap) => gap.track === 'video' && gap.end_ms - gap.start_ms > 1500)
  console.log(`gaps ${JSON.stringify(recording.gaps)}`)
  assert.ok(held.length >= 2, 'a gap is a gap')
})

step('held upright it is an upright film: whole in the player, in poster and preview', async () => {
  const { items } = await api.medewerker.get('/api/v1/recordings')
  const { id } = items.find((one) => one.title === 'Gebeld')
  const { page } = she
  for (const [name, viewport] of Object.entries(sizes)) {
    await page.setViewportSize(viewport)
    await page.goto(`/recordings/${id}`)
    await playerReady(page)
    await page.screenshot({ path: join(out, `recorder-upright-${name}.png`) })
    const shown = await page.evaluate(() => {
      const video = document.querySelector('tb-player video')
      return { fit: getComputedStyle(video).objectFit, width: video.videoWidth, height: video.videoHeight, box: video.getBoundingClientRect().toJSON() }
    })
    assert.equal(shown.fit, 'contain')
    assert.ok(Math.abs(shown.width / shown.height - 9 / 16) < 0.01, `${shown.width}x${shown.height}`)
    assert.ok(shown.box.height >= 200 && shown.box.bottom <= 4000)
  }
  await page.setViewportSize(sizes.portrait)
  const seen = await read(page)
  assert.ok(seen.value >= 0 && Math.abs(seen.box.width / seen.box.height - 9 / 16) < 0.02, JSON.stringify(seen))
  const poster = await page.evaluate(async (id) => {
    const image = new Image()
    image.src = `/media/${id}/poster.jpg`
    await image.decode()
    return image.naturalWidth / image.naturalHeight
  }, id)
  assert.ok(Math.abs(poster - 9 / 16) < 0.01)
  await page.goto(`/cycles/${cycle}`)
  const card = await page.locator(`.film-picture img[src*="${id}"]`).evaluate((image) => ({
    fit: getComputedStyle(image).objectFit, inside: image.getBoundingClientRect().height <= image.parentElement.getBoundingClientRect().height + 1,
  }))
  assert.deepEqual(card, { fit: 'contain', inside: true }, 'whole on its card')
  await page.screenshot({ path: join(out, 'recorder-cycle-portrait.png'), fullPage: true })
})

step('leaving asks, and what was filmed is closed properly', async () => {
  const id = await planned('Weg')
  // A browser that cannot keep the screen on.
  await she.context.addInitScript(() => { delete Navigator.prototype.wakeLock })
  const page = await atRecorder(id, true)
  await started(page)
  await page.locator('.recorder-facts', { hasText: 'Houd het scherm aan' }).waitFor()
  await reached(page, 2000)
  await page.goBack().catch(() => {})
  const dialog = page.locator('dialog.leave-dialog[open]')
  await dialog.waitFor()
  await page.screenshot({ path: join(out, 'recorder-leave-portrait.png') })
  await dialog.getByRole('button', { name: 'Verder opnemen' }).click()
  await reached(page, (await safeMs(page)) + 1000)
  const asked = new Promise((done) => page.once('dialog', async (dialog) => { await dialog.accept(); done(dialog.type()) }))
  await page.close({ runBeforeUnload: true })
  assert.equal(await asked, 'beforeunload')
  const recording = await until(async () => {
    const now = await api.medewerker.get(`/api/v1/recordings/${id}`)
    return now.state !== 'recording' && now
  }, 30_000, 'the recording to be closed')
  assert.notEqual(recording.state, 'failed')
  assert.equal((await watchable(api.medewerker, id)).takes.length, 1)
})

step('what stops a camera is said in its own words, with what to do', async () => {
  const id = await planned('Problemen')
  const page = await she.context.newPage()
  await page.addInitScript(() => {
    const media = navigator.mediaDevices
    if (!media) return
    const { cause } = Object.fromEntries(new URLSearchParams(location.search))
    const has = { no_camera: ['audioinput'], no_microphone: ['videoinput'] }[cause] ?? ['videoinput', 'audioinput']
    const name = { no_camera: 'NotFoundError', no_microphone: 'NotFoundError', denied: 'NotAllowedError', denied_microphone: 'NotAllowedError', busy: 'NotReadableError', busy_microphone: 'NotReadableError', other: 'Error' }[cause]
    const real = media.getUserMedia.bind(media)
    media.enumerateDevices = async () => has.map((kind) => ({ kind, deviceId: kind, label: '' }))
    media.getUserMedia = async (want) => { if (cause === 'busy_microphone' && !want.audio) return real(want); throw new DOMException('', name) }
    if (cause === 'denied') navigator.permissions.query = async () => ({ state: 'denied' })
    if (cause === 'unsupported') media.getUserMedia = undefined
  })
  const sentences = {
    denied: /De camera mag niet aan/, denied_microphone: /De microfoon mag niet aan/, no_camera: /geen camera gevonden/, no_microphone: /geen microfoon gevonden/,
    busy: /De camera is bezet/, busy_microphone: /De microfoon is bezet/, unsupported: /Deze browser kan niet filmen/, other: /wil niet starten/,
  }
  for (const [cause, sentence] of Object.entries(sentences)) {
    await page.goto(`/recordings/${id}/record?cause=${cause}`)
    await page.locator('.recorder-word[role=alert]', { hasText: sentence }).waitFor({ timeout: 10_000 })
    assert.equal(await page.getByRole('button', { name: 'Opnemen zonder geluid' }).count(), /microphone/.test(cause) ? 1 : 0, cause)
    assert.equal(await page.getByRole('button', { name: 'Opnieuw' }).count(), cause === 'unsupported' ? 0 : 1, cause)
  }
  await page.screenshot({ path: join(out, 'recorder-trouble-portrait.png') })
  await page.setViewportSize(sizes.landscape)
  await page.screenshot({ path: join(out, 'recorder-trouble-landscape.png') })

  // Plain http on another host than this device: the browser gives no camera at all.
  const plain = `http://terugblik.test:${server.port}`
  await she.context.addCookies((await she.context.cookies(server.url)).map(({ name, value }) => ({ name, value, url: plain })))
  await page.goto(`${plain}/recordings/${id}/record`)
  await page.locator('.recorder-word[role=alert]', { hasText: /moet beginnen met https/ }).waitFor({ timeout: 10_000 })
  await page.close()
})
