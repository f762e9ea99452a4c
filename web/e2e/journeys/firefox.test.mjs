// A second engine: she records in Firefox ESR through the recorder's own page, over VP8, for H.264 would be a download there.
import { after, before, test } from 'node:test'
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { Server, until } from '../lib/server.mjs'
import { Firefox } from '../lib/firefox.mjs'
import { chained, openCycle, out, people, watchable } from '../lib/steps.mjs'

let server, firefox, api, recording
const step = chained(test, () => [{ screenshot: ({ path }) => firefox.screenshot(path) }])

before(async () => {
  server = await Server.withPeople()
  api = await people(server, 'medewerker', 'coach')
  const cycle = await openCycle(api.medewerker, api.coach, 'Hoe houd ik contact met alle kinderen aan tafel als het druk is?')
  recording = (await api.medewerker.post('/api/v1/recordings', { cycle_id: cycle, title: 'Firefox' })).id
  firefox = await Firefox.launch()
})

after(async () => {
  await firefox?.close()
  await server?.remove()
})

const safe = () => firefox.run(() => {
  const time = document.querySelector('.recorder-facts')?.textContent.match(/Op de server tot (\d\d):(\d\d)/)
  return time ? Number(time[1]) * 60 + Number(time[2]) : 0
})

step('she logs in and records; picture and sound reach the server', async () => {
  await firefox.goto(`${server.url}/login`)
  await firefox.fill('input[name=email]', 'medewerker@demo.test')
  await firefox.fill('input[name=password]', 'terugblik\uE007')
  await until(() => firefox.run(() => !location.pathname.startsWith('/login')), 30_000, 'the log-in')
  await firefox.goto(`${server.url}/recordings/${recording}/record`)
  await firefox.click('.recorder[data-phase=ready] input[type=checkbox]', 60_000)
  await firefox.screenshot(join(out, 'firefox-ready.png'))
  await firefox.click('.button-record')
  await until(async () => (await safe()) >= 6, 60_000, 'six seconds on the server')
  await firefox.screenshot(join(out, 'firefox-recording.png'))
  await firefox.click('.recorder-stop')
  await firefox.find('.notice-ok', 60_000)
})

step('it becomes a film of that length with picture and sound, which Firefox plays', async () => {
  const ready = await watchable(api.medewerker, recording)
  assert.ok(ready.duration_ms > 5500 && ready.duration_ms < 40_000, `${ready.duration_ms} ms`)
  assert.equal(server.log.match(/a take has ended/g)?.length, 1)
  await firefox.goto(`${server.url}/recordings/${recording}`)
  await until(() => firefox.run(() => document.querySelector('tb-player')?.store?.state?.phase === 'ready'), 60_000, 'the player')
  const heard = await firefox.send('WebDriver:ExecuteAsyncScript', { script: `(${hear})(...arguments)`, args: [recording] })
  assert.ok(heard.value.error === undefined, heard.value.error)
  assert.ok(Math.abs(heard.value.sound - ready.duration_ms / 1000) < 0.3, `${heard.value.sound} s of sound in ${ready.duration_ms} ms`)
  assert.ok(heard.value.loud > 0.01, 'a tone')
  const seen = await firefox.run(() => {
    const video = document.querySelector('tb-player video')
    return [video.videoWidth, video.videoHeight, video.duration]
  })
  assert.ok(seen[0] > 100 && Math.abs(seen[2] - ready.duration_ms / 1000) < 0.3, String(seen))
  await firefox.screenshot(join(out, 'firefox-player.png'))
})

// Runs inside the page: decodes the sound of the film as a whole.
async function hear(id, done) {
  try {
    const text = async (path) => (await fetch(new URL(path, base))).text()
    let base = new URL(`/media/${id}/master.m3u8`, location.href)
    base = new URL((await text('')).match(/TYPE=AUDIO.*URI="([^"]+)"/)[1], base)
    const playlist = await text('')
    const parts = [playlist.match(/EXT-X-MAP:URI="([^"]+)"/)[1], ...playlist.split('\n').filter((line) => line && !line.startsWith('#'))]
    const bytes = await new Blob(await Promise.all(parts.map(async (part) => (await fetch(new URL(part, base))).arrayBuffer()))).arrayBuffer()
    const sound = await new OfflineAudioContext(1, 48000, 48000).decodeAudioData(bytes)
    const samples = sound.getChannelData(0)
    let sum = 0
    for (const s of samples) sum += s * s
    done({ sound: sound.duration, loud: Math.sqrt(sum / samples.length) })
  } catch (error) {
    done({ error: String(error) })
  }
}
