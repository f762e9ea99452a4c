// A film from the phone's own camera app: portrait, HEVC, cut off in the middle, and in the end on her screen.
import { after, before, test } from 'node:test'
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdir, readFile, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Server, until } from '../lib/server.mjs'
import { launch, phone, visit } from '../lib/browser.mjs'
import { chained, openCycle, out, people, playerReady, watchable } from '../lib/steps.mjs'
import { bits } from '../lib/pattern.mjs'
import { playedFrom } from '../lib/sync.mjs'

const [width, height, seconds] = [360, 640, 6]
const square = (width * 40) / 1280 // what readCounter expects of a picture of this width

let server, api, cycle, browser, she, film, recording
const step = chained(test, () => (she ? [she.page] : []))

before(async () => {
  server = await Server.withPeople()
  api = await people(server, 'medewerker', 'coach', 'collega')
  cycle = await openCycle(api.medewerker, api.coach, 'Hoe wacht ik langer?')
  film = join(server.folder, 'IMG_0042.MOV')
  await synthetic(film)
  browser = await launch()
  she = await visit(browser, server, 'medewerker@demo.test', phone)
  await mkdir(out, { recursive: true })
})

after(async () => {
  await browser?.close()
  await server?.remove()
})

// The known pattern of frame numbers with a beep each second, lying on its side with the flag that turns it upright. Of
// the encoder it keeps so many bits that it takes several pieces to send.
async function synthetic(path) {
  const frames = seconds * 30
  const sound = Buffer.alloc(seconds * 48000 * 2)
  for (let i = 0; i < seconds * 48000; i++) if (i % 48000 < 4800) sound.writeInt16LE(Math.round(26000 * Math.sin((2 * Math.PI * 1000 * i) / 48000)), 2 * i)
  const wav = join(server.folder, 'sound.pcm')
  await writeFile(wav, sound)
  const ffmpeg = spawn('ffmpeg', ['-v', 'error', '-y', '-f', 'rawvideo', '-pix_fmt', 'gray', '-s', `${width}x${height}`, '-r', '30', '-i', '-',
    '-f', 's16le', '-ar', '48000', '-ac', '1', '-i', wav, '-vf', 'transpose=cclock', '-pix_fmt', 'yuv420p', '-c:v', 'libx265', '-preset', 'ultrafast',
    '-x265-params', 'log-level=error:qp=4', '-tag:v', 'hvc1', '-c:a', 'aac', '-b:a', '128k', path], { stdio: ['pipe', 'inherit', 'inherit'] })
  const ended = new Promise((done) => ffmpeg.once('exit', done))
  for (let n = 0; n < frames; n++) if (!ffmpeg.stdin.write(picture(n + 60))) await new Promise((done) => ffmpeg.stdin.once('drain', done))
  ffmpeg.stdin.end()
  assert.equal(await ended, 0)
  const raw = await readFile(path)
  const matrix = raw.indexOf('tkhd') + 4 + 40
  for (const [i, value] of [0, 0x10000, 0, -0x10000, 0].entries()) raw.writeInt32BE(value, matrix + 4 * i)
  await writeFile(path, raw)
}

function picture(number) {
  const pixels = Buffer.alloc(width * height)
  for (let i = 0; i < pixels.length; i++) pixels[i] = 96 + Math.floor(Math.random() * 48) // noise, so that there is something to send
  for (let row = 0; row < Math.ceil(2 * square); row++) for (let x = 0; x < Math.ceil(bits * square); x++) {
    const on = (number >> Math.floor(x / square)) & 1
    pixels[row * width + x] = (row < square) === Boolean(on) ? 255 : 0
  }
  return pixels
}

const phase = () => she.page.locator('.upload').getAttribute('data-phase')

step('she chooses a film of her phone, and loses the network in the middle', async () => {
  const { page, context } = she
  await page.goto(`/cycles/${cycle}`)
  await page.getByRole('button', { name: 'Film kiezen van dit toestel' }).click()
  await page.waitForURL(/\/recordings\/[0-9a-f-]+\/upload$/)
  recording = page.url().split('/').at(-2)
  await page.screenshot({ path: join(out, 'upload-choose.png'), fullPage: true })
  const { size } = await stat(film)
  let pieces = 0
  await page.route('**/api/v1/uploads/*', async (route) => {
    if (route.request().method() === 'PATCH' && ++pieces === 2) {
      await context.setOffline(true)
      await page.screenshot({ path: join(out, 'upload-sending.png'), fullPage: true })
      return route.abort('internetdisconnected')
    }
    return route.continue()
  })
  await page.locator('input[type=file]').setInputFiles(film)
  await until(async () => (await phase()) === 'waiting', 30_000, 'the page to notice')
  await page.screenshot({ path: join(out, 'upload-waiting.png'), fullPage: true })
  assert.match(await page.locator('.upload').innerText(), /Geen verbinding/)
  assert.match(await page.locator('.upload').innerText(), /Veilig op de server: [1-9]\d?%/)
  console.log(`a film of ${size} bytes, cut off after the first piece`)
})

step('after a closed tab and a killed server she chooses it again, and it goes on', async () => {
  await she.page.close({ runBeforeUnload: false })
  await server.kill()
  await server.start()
  await she.context.setOffline(false)
  she.page = await she.context.newPage()
  const { page } = she
  await page.goto(`/cycles/${cycle}`)
  await page.getByRole('link', { name: 'Verder met versturen' }).click()
  await page.screenshot({ path: join(out, 'upload-begun.png'), fullPage: true })
  assert.match(await page.locator('.upload').innerText(), /IMG_0042\.MOV staat [1-9]\d?% al veilig/)
  const offsets = []
  page.on('request', (r) => { if (r.method() === 'PATCH') offsets.push(Number(r.headers()['upload-offset'])) })
  await page.locator('input[type=file]').setInputFiles(film)
  await page.waitForURL(`**/recordings/${recording}`, { timeout: 60_000 })
  assert.equal(offsets[0], 8 * 1024 * 1024, 'it goes on where it was')
})

step('it becomes watchable upright, with sound and picture together', async () => {
  await watchable(api.medewerker, recording)
  assert.equal((await api.coach.send('GET', `/api/v1/recordings/${recording}`)).status, 404, 'hers alone')
  const { page } = she
  await page.goto(`/recordings/${recording}`)
  await playerReady(page)
  await page.screenshot({ path: join(out, 'upload-ready.png') })
  const poster = await page.evaluate(async (id) => {
    const image = await createImageBitmap(await (await fetch(`/media/${id}/poster.jpg`)).blob())
    return [image.width, image.height]
  }, recording)
  assert.ok(poster[1] > poster[0], `the poster is ${poster}`)
  const open = async () => {
    await page.goto(`/recordings/${recording}`)
    await playerReady(page)
  }
  for (const ms of await playedFrom(page, open, { bits, block: 40 }, [0, 0], 20)) assert.ok(Math.abs(ms) <= 20, `${ms} ms`)
})

step('a camcorder whose battery died, and a screen recorder with a silent track, bring films too', async () => {
  const { page } = she
  const source = ['-f', 'lavfi', '-i', 'testsrc2=s=320x180:r=25:d=3', '-f', 'lavfi', '-i', 'sine=d=3']
  const x264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p']
  const mts = join(server.folder, '00001.MTS'), mkv = join(server.folder, 'scherm.mkv')
  await run([...source, ...x264, '-flags', '+ilme+ildct', '-x264opts', 'tff=1', '-c:a', 'ac3', '-f', 'mpegts', '-mpegts_m2ts_mode', '1', mts])
  await run([...source, '-f', 'lavfi', '-i', 'anullsrc', '-map', '0', '-map', '2', '-map', '1', '-t', '3', ...x264, '-c:a', 'flac', mkv])
  await truncate(mts, Math.floor(((await stat(mts)).size * 8) / 10))
  for (const [path, words] of [[mts, null], [mkv, 'Dit bestand heeft 2 geluidssporen. Je hoort spoor 2.']]) {
    const id = (await api.medewerker.post('/api/v1/recordings', { cycle_id: cycle, title: path.split('/').at(-1) })).id
    await page.goto(`/recordings/${id}/upload`)
    await page.locator('input[type=file]').setInputFiles(path)
    await page.waitForURL(`**/recordings/${id}`)
    const ready = await watchable(api.medewerker, id)
    assert.ok(ready.duration_ms > 1500 && ready.duration_ms < 3200, `${ready.duration_ms} ms`)
    await page.goto(`/recordings/${id}`)
    await playerReady(page)
    if (words) await page.getByText(words).waitFor()
    await page.screenshot({ path: join(out, words ? 'upload-mkv.png' : 'upload-mts.png') })
  }
})

async function run(args) {
  const ffmpeg = spawn('ffmpeg', ['-v', 'error', '-y', ...args], { stdio: 'inherit' })
  assert.equal(await new Promise((done) => ffmpeg.once('exit', done)), 0)
}

step('a file that is no film is refused in words, and another can be chosen', async () => {
  const { page } = she
  const other = (await api.medewerker.post('/api/v1/recordings', { cycle_id: cycle, title: 'Nog een' })).id
  await page.goto(`/recordings/${other}/upload`)
  const choose = (name, content) => page.locator('input[type=file]').setInputFiles({ name, mimeType: 'video/mp4', buffer: content })
  await choose('lijst.mp4', Buffer.from('#EXTM3U\n#EXTINF:1\nfile:///etc/passwd\n'))
  await page.getByText('Dit bestand is geen film').waitFor()
  await choose('half.mov', (await readFile(film)).subarray(0, 200_000))
  await page.waitForURL(`**/recordings/${other}`)
  await page.getByRole('link', { name: 'Kies een ander bestand' }).click({ timeout: 60_000 })
  await page.getByText('beschadigd of niet heel').waitFor()
  await page.screenshot({ path: join(out, 'upload-refused.png'), fullPage: true })
  await until(async () => (await api.medewerker.get(`/api/v1/recordings/${other}`)).reason === 'damaged', 10_000, 'the reason')
  assert.deepEqual(she.trouble.filter((line) => !/ERR_INTERNET_DISCONNECTED|ERR_CONNECTION|Failed to load resource/.test(line)), [])
})
