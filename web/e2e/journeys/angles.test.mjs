// Two cameras in one recording: another device joins with a code and sees nothing, a file is put in step by its sound, and
// the player shows both at the same moment.
import { after, before, test } from 'node:test'
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Server, until } from '../lib/server.mjs'
import { launch, phone, visit } from '../lib/browser.mjs'
import { chained, openCycle, out, people, playerReady, safeMs, watchable } from '../lib/steps.mjs'
import { bits, block, readCounter } from '../lib/pattern.mjs'
import { installMoment, rate, soundSeconds, voices } from '../lib/moment.mjs'

let epoch // of the one clock and the one sound
const camera = (tint, gain) => ({ epoch, bits, block, rate, soundSeconds, voices: String(voices), tint, gain })

let server, browser, she, other, api, cycle, recording
const step = chained(test, () => [she?.page, other?.page].filter(Boolean))

before(async () => {
  await mkdir(out, { recursive: true })
  server = await Server.withPeople()
  browser = await launch()
  she = await visit(browser, server, 'medewerker@demo.test', { ...phone, deviceScaleFactor: 1 })
  other = await visit(browser, server, null, { ...phone, deviceScaleFactor: 1 })
  api = await people(server, 'medewerker', 'coach')
  cycle = await openCycle(api.medewerker, api.coach, 'Hoe zie ik wat er achter mijn rug gebeurt?')
  recording = (await api.medewerker.post('/api/v1/recordings', { cycle_id: cycle, title: 'Twee kanten' })).id
})

after(async () => {
  await browser?.close()
  await server?.remove()
})

const angles = async () => (await api.medewerker.get(`/api/v1/recordings/${recording}/angles`)).items
const angle = async (number) => (await angles()).find((one) => one.number === number)

step('another device joins with the code that stands beside the red button', async () => {
  epoch = Date.now()
  await she.page.addInitScript(installMoment, camera('#406080', 1))
  await she.page.goto(`/recordings/${recording}/record`)
  await she.page.locator('.recorder[data-phase=ready] input[type=checkbox]').check({ timeout: 30_000 })
  await she.page.locator('.cameras-add').click()
  const code = (await she.page.locator('.cameras-code').innerText()).replace(/\D/g, '')
  await she.page.screenshot({ path: join(out, 'angles-code.png') })
  assert.match(code, /^\d{6}$/)
  await other.page.addInitScript(installMoment, camera('#805040', 0.3))
  await other.page.goto('/join')
  await other.page.screenshot({ path: join(out, 'angles-join.png') })
  await other.page.fill('#code', '000000')
  await other.page.keyboard.press('Enter')
  await other.page.locator('[role=alert]').waitFor()
  await other.page.fill('#code', code)
  await other.page.keyboard.press('Enter')
  await other.page.locator('.join-go').waitFor({ timeout: 30_000 })
  await other.page.locator('input[type=checkbox]').check()
  await other.page.screenshot({ path: join(out, 'angles-joined.png') })
  await she.page.locator('.cameras-dialog .notice-ok').waitFor({ timeout: 15_000 })
  await she.page.locator('.cameras-dialog button').last().click()
})

step('both film, and the other one stops when she does', async () => {
  await she.page.locator('.button-record').click()
  await until(async () => (await safeMs(she.page)) >= 2000, 60_000, '2 s on the server')
  await other.page.locator('.join-go').click()
  await until(async () => (await angle(2)).state === 'recording', 30_000, 'the other one to film')
  await she.page.screenshot({ path: join(out, 'angles-filming.png') })
  await other.page.screenshot({ path: join(out, 'angles-other-filming.png') })
  const from = await safeMs(she.page)
  await until(async () => (await safeMs(she.page)) >= from + 10_000, 60_000, '10 s of both')
  await she.page.locator('.recorder-stop').click()
  await she.page.locator('.notice-ok').first().waitFor({ timeout: 60_000 })
  await other.page.getByText('De opname is klaar').waitFor({ timeout: 30_000 })
  await watchable(api.medewerker, recording)
  const found = await until(async () => { const second = await angle(2); return second.placed && second }, 90_000, 'it to be put in step')
  assert.equal(found.placed, 'sound', JSON.stringify(found))
})

// Reads both pictures on frames of the recording; what the other one is ahead, in frames of the one clock.
async function ahead(page, number, positions) {
  return page.evaluate(async ([read, pattern, number, positions]) => {
    const readCounter = new Function(`return (${read})`)()
    const first = document.querySelector('tb-player video')
    const second = document.querySelector(`video[data-angle="${number}"]`)
    const differences = []
    for (const ms of positions) {
      const shown = (video) => new Promise((done) => {
        video.requestVideoFrameCallback(done)
        setTimeout(done, 4000)
      })
      const both = Promise.all([shown(first), shown(second)])
      document.querySelector('tb-player').request({ ask: 'seek', ms })
      await both
      const [one, two] = [readCounter(first, pattern), readCounter(second, pattern)]
      if (one > 0 && two > 0) differences.push(two - one)
    }
    return differences
  }, [String(readCounter), { bits, block }, number, positions])
}

const middle = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)]

step('side by side they show the same moment, standing and playing', async () => {
  const { page } = she
  await page.goto(`/recordings/${recording}`)
  await playerReady(page)
  await page.locator('.angles-choice button', { hasText: 'Camera 2' }).first().click()
  await until(() => page.evaluate(() => document.querySelector('video[data-angle="2"]')?.readyState >= 2), 30_000, 'the other picture')
  const { offset_ms, confidence } = await angle(2)
  const positions = [0, 1, 2, 3, 4, 5, 6].map((n) => Math.max(0, offset_ms) + 1500 + n * 900)
  const still = await ahead(page, 2, positions)
  console.log(`camera 2 begins at ${offset_ms} ms (confidence ${confidence.toFixed(2)}); standing it is ahead by ${still} frames`)
  assert.ok(still.length >= 5, `read ${still.length} of ${positions.length}`)
  assert.ok(Math.abs(middle(still)) <= 2, `${still}`)
  await page.evaluate(() => document.querySelector('tb-player').request({ ask: 'seek', ms: 3000 }))
  await page.evaluate(() => document.querySelector('tb-player').request({ ask: 'play' }))
  const inStep = () => page.evaluate((offset) => {
    const [first, second] = [document.querySelector('tb-player video'), document.querySelector('video[data-angle="2"]')]
    return !second.paused && Math.abs(second.currentTime - first.currentTime + offset / 1000) < 1 / 30
  }, offset_ms)
  const again = () => page.evaluate(() => {
    if (!document.querySelector('tb-player video').ended) return
    document.querySelector('tb-player').request({ ask: 'seek', ms: 3000 })
    document.querySelector('tb-player').request({ ask: 'play' })
  })
  await until(async () => (await inStep()) || await again(), 60_000, 'it to come in step while it plays')
  await page.evaluate(() => document.querySelector('tb-player').request({ ask: 'pause' }))
  await page.screenshot({ path: join(out, 'angles-phone.png'), fullPage: true })
  await page.setViewportSize({ width: 1366, height: 768 })
  await page.screenshot({ path: join(out, 'angles-laptop.png') })
})

step('her own correction moves the camera and no mark', async () => {
  const { page } = she
  const before = (await angle(2)).offset_ms
  await page.locator('.angle-step summary').click()
  await page.getByRole('button', { name: '100 ms later' }).click()
  await until(async () => (await angle(2)).offset_ms === before + 100, 10_000, 'the correction')
  await page.screenshot({ path: join(out, 'angles-hand.png') })
  await page.getByRole('button', { name: 'Terug naar wat gevonden is' }).click()
  await until(async () => (await angle(2)).offset_ms === before, 10_000, 'what was found')
})

step('a file that is added later finds its place by its sound', async () => {
  const film = join(server.folder, 'third.mp4')
  const { zero_at } = await api.medewerker.get(`/api/v1/recordings/${recording}`)
  const fileAt = Math.round((Date.parse(zero_at) - epoch) / 1000) + 2 // seconds after the epoch
  await synthetic(film, fileAt, 8)
  const { page } = she
  await page.getByRole('button', { name: 'Camera\'s' }).click()
  await page.getByRole('button', { name: 'Camera uit een bestand' }).click()
  await page.waitForURL(/\/upload$/)
  await page.locator('input[type=file]').setInputFiles(film)
  await page.waitForURL(`**/recordings/${recording}`, { timeout: 60_000 })
  const found = await until(async () => {
    const third = await angle(3)
    if (third?.state === 'failed') throw new Error(third.reason)
    return third?.placed && third
  }, 90_000, 'the file to find its place')
  console.log(`the file begins at ${found.offset_ms} ms (confidence ${found.confidence.toFixed(2)})`)
  assert.equal(found.placed, 'sound')
  assert.ok(found.confidence >= 0.6, `${found.confidence}`)
  await page.goto(`/recordings/${recording}`)
  await playerReady(page)
  await page.locator('.angles-choice button', { hasText: 'Camera 3' }).first().click()
  await until(() => page.evaluate(() => document.querySelector('video[data-angle="3"]')?.readyState >= 2), 30_000, 'the third picture')
  const from = Math.max(0, found.offset_ms) + 500
  const still = await ahead(page, 3, [0, 1, 2, 3, 4].map((n) => from + n * 700))
  console.log(`standing the file is ahead by ${still} frames`)
  assert.ok(still.length >= 3 && Math.abs(middle(still)) <= 2, `${still}`)
})

step('she names one camera and removes the other; her coach only chooses between them', async () => {
  const { page } = she
  const kept = page.getByRole('dialog', { name: 'Camera\'s' })
  const open = () => page.getByRole('button', { name: 'Camera\'s' }).click()
  await open()
  await kept.getByLabel('Naam').first().fill('Bij het raam')
  await page.screenshot({ path: join(out, 'angles-cameras.png') })
  await kept.getByRole('button', { name: 'Opslaan' }).first().click()
  await page.locator('.flash', { hasText: 'De naam van de camera is opgeslagen' }).waitFor()
  assert.equal((await angle(2)).name, 'Bij het raam')
  await page.setViewportSize({ width: 360, height: 740 })
  await open()
  await kept.getByText('Camera 3 weghalen').click()
  await page.screenshot({ path: join(out, 'angles-remove.png') })
  await kept.getByRole('button', { name: 'Ja, haal weg' }).locator('visible=true').click()
  await page.locator('.flash', { hasText: 'Weggehaald' }).waitFor()
  assert.deepEqual((await angles()).map(({ name }) => name), ['Bij het raam'])
  await api.medewerker.call('PUT', `/api/v1/recordings/${recording}/share`)
  const coach = await visit(browser, server, 'coach@demo.test', { ...phone, deviceScaleFactor: 1 })
  await coach.page.goto(`/recordings/${recording}`)
  await playerReady(coach.page)
  await coach.page.locator('.angles-choice button', { hasText: 'Bij het raam' }).waitFor({ timeout: 15_000 })
  assert.equal(await coach.page.getByRole('button', { name: 'Camera\'s' }).count(), 0)
  await coach.page.screenshot({ path: join(out, 'angles-coach.png') })
})

// A film of the same moment by a third camera: AAC, another rate, softer.
async function synthetic(path, fileAt, seconds) {
  const [width, height] = [640, 360]
  const whole = voices(rate, soundSeconds)
  const sound = Buffer.alloc(seconds * rate * 2)
  for (let i = 0; i < seconds * rate; i++) sound.writeInt16LE(Math.round(9000 * Math.max(-1, Math.min(1, whole[fileAt * rate + i]))), 2 * i)
  const pcm = join(server.folder, 'sound.pcm')
  await writeFile(pcm, sound)
  const ffmpeg = spawn('ffmpeg', ['-v', 'error', '-y', '-f', 'rawvideo', '-pix_fmt', 'gray', '-s', `${width}x${height}`, '-r', '30', '-i', '-',
    '-f', 's16le', '-ar', String(rate), '-ac', '1', '-i', pcm, '-pix_fmt', 'yuv420p', '-c:v', 'libx264', '-preset', 'ultrafast', '-c:a', 'aac', '-b:a', '96k', path],
  { stdio: ['pipe', 'inherit', 'inherit'] })
  const ended = new Promise((done) => ffmpeg.once('exit', done))
  const square = (block * width) / 1280
  for (let n = 0; n < seconds * 30; n++) {
    const number = n + fileAt * 30
    const pixels = Buffer.alloc(width * height, 80)
    for (let row = 0; row < 2 * square; row++) for (let x = 0; x < bits * square; x++)
      pixels[row * width + x] = (row < square) === Boolean((number >> Math.floor(x / square)) & 1) ? 255 : 0
    if (!ffmpeg.stdin.write(pixels)) await new Promise((done) => ffmpeg.stdin.once('drain', done))
  }
  ffmpeg.stdin.end()
  assert.equal(await ended, 0)
}
