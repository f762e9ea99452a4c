// What was acknowledged survives a kill -9 of the server, of its PostgreSQL and of a media child, and heals without help.
import { after, before, test } from 'node:test'
import assert from 'node:assert/strict'
import { open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Server, until } from '../lib/server.mjs'
import { launch, liveOnly, visit } from '../lib/browser.mjs'
import { bits, block, noteStalls, readCounter } from '../lib/pattern.mjs'
import { chained, fps, holes, msOf, openCycle, openRecorder, people, player, playerReady, safeMs, stalls, watchable } from '../lib/steps.mjs'

let server, browser, she, api, cycle, recording
const step = chained(test, () => [she.page])

before(async () => {
  server = await Server.withPeople()
  browser = await launch()
  she = await visit(browser, server, 'medewerker@demo.test')
  await liveOnly(she.context)
  await she.context.addInitScript(noteStalls)
  await she.context.addInitScript(() => {
    const Real = window.RTCPeerConnection
    window.RTCPeerConnection = class extends Real {
      constructor(...args) { super(...args); window.sent = () => this.getStats() }
    }
  })
  api = await people(server, 'medewerker', 'coach')
  cycle = await openCycle(api.medewerker, api.coach, 'Hoe wacht ik langer?')
})

after(async () => {
  await browser?.close()
  await server?.remove()
})

const counter = (page, video) => page.evaluate(`(${readCounter})(document.querySelector(${JSON.stringify(video)}), ${JSON.stringify({ bits, block })})`)
const process_ = async (pattern) => (await server.processes()).find(({ line }) => pattern.test(line))
// Whether one could be: it may have ended by itself since it was seen.
async function killTranscode() {
  const child = await process_(/^terugblik child transcode/)
  try {
    return Boolean(child) && process.kill(child.pid, 'SIGKILL')
  } catch (error) {
    if (error.code !== 'ESRCH') throw error
    return false
  }
}

const plan = async (title) => (await api.medewerker.post('/api/v1/recordings', { cycle_id: cycle, title })).id

// The number of a picture that has left the encoder: on a busy machine the preview is well ahead of it.
async function coded(page) {
  const pictures = () => page.evaluate(async () => {
    const reports = [...(await window.sent()).values()]
    return reports.find(({ type, kind }) => type === 'outbound-rtp' && kind === 'video')?.framesEncoded ?? 0
  })
  const shown = await counter(page, '.recorder video')
  const before = await pictures()
  await until(async () => (await pictures()) > before + 2, 30_000, 'pictures to be coded')
  return shown
}

// Begins to record and waits until some of it is on the server.
async function begin(id, ms) {
  await openRecorder(she.page, id)
  await she.page.locator('.button-record').click()
  await until(async () => (await safeMs(she.page)) >= ms, 60_000, `${ms} ms on the server`)
}

async function end() {
  await she.page.locator('.recorder-stop').click()
  await she.page.locator('.notice-ok').waitFor({ timeout: 60_000 })
}

function mark(client, id, text) {
  return client.send('POST', `/api/v1/recordings/${id}/annotations`, { start_ms: 100, end_ms: 100, kind: 'observation', text, codes: [] })
}

step('a kill -9 of the server in the middle of a recording loses at most a second', async () => {
  recording = await plan('Fruit')
  await begin(recording, 5000)
  const told = await safeMs(she.page)
  const filmed = await coded(she.page)
  const lost = until(async () => /Geen verbinding/.test(await she.page.locator('.recorder-facts').innerText()), 60_000, 'the page to say that nothing arrives')
  await server.kill()
  await server.start() // often before the page has noticed: it must not take the end of the first take for a stop
  const back = Date.now()
  await lost
  await until(async () => (await safeMs(she.page)) > told + 1000, 60_000, 'more of it on the server')
  await end()
  // It can be watched as soon as the first take is whole; the second is switched in later.
  const film = await until(async () => {
    const now = await watchable(api.medewerker, recording)
    return now.takes.length === 2 && now.takes[1].duration_ms && now.duration_ms >= now.takes[1].start_ms + now.takes[1].duration_ms && now
  }, 120_000, 'both takes to be watchable')
  const [first, next] = film.takes
  assert.ok(first.duration_ms >= told, `the page was told ${told} ms, ${first.duration_ms} ms are there`)

  await she.page.goto(`/recordings/${recording}`)
  await playerReady(she.page)
  const last = Math.floor(((first.start_ms + first.duration_ms) * fps(film)) / 1000) - 1
  await she.page.evaluate((ms) => document.querySelector('tb-player').request({ ask: 'seek', ms }), msOf(last, film))
  await until(async () => (await player(she.page)).frame === last && !await she.page.evaluate(() => document.querySelector('video').seeking), 30_000, 'the last frame before the crash')
  const kept = await until(async () => Math.max(0, await counter(she.page, 'tb-player video')), 30_000, 'a picture')
  const missing = Math.round(((filmed - kept) * 1000) / 30)
  console.log(`killed the server: told safe ${told} ms, kept ${first.duration_ms} ms, ${missing} ms before the kill are missing; goes on at ${next.start_ms} ms`)
  assert.ok(missing <= 1000, `${missing} ms are missing`)
  const after = Date.parse(film.zero_at) + next.start_ms - back
  assert.ok(after < 6000, `the page comes back as soon as the server does: ${after} ms after it`)
})

step('a stop from another device ends the recording on the page that films', async () => {
  const id = await plan('Brengen')
  await begin(id, 1000)
  await api.medewerker.post(`/api/v1/recordings/${id}/stop`)
  await she.page.locator('.notice-ok').waitFor({ timeout: 30_000 })
  assert.equal((await watchable(api.medewerker, id)).takes.length, 1, 'it does not begin again by itself')
})

step('a mark that was acknowledged just before a kill -9 of the server is there', async () => {
  await api.medewerker.call('PUT', `/api/v1/recordings/${recording}/share`)
  const made = await mark(api.coach, recording, 'vlak voor de klap')
  await server.kill()
  assert.equal(made.status, 201)
  const { id } = await made.json()
  await server.start()
  assert.equal((await api.coach.get(`/api/v1/annotations/${id}`)).text, 'vlak voor de klap')
})

step('a kill -9 of PostgreSQL while recording and marking loses nothing that was acknowledged, and of a child neither', async () => {
  const second = await plan('Jassen')
  await begin(second, 3000)
  const told = await safeMs(she.page)
  const database = await process_(/postgres\S* -D/)
  assert.ok(database, 'the private PostgreSQL runs')
  const acknowledged = []
  const refused = []
  let killed = 0
  await until(async () => {
    const answer = await mark(api.coach, recording, `merk ${acknowledged.length + refused.length}`)
    if (answer.status === 201) acknowledged.push((await answer.json()).id)
    else refused.push({ status: answer.status, type: answer.headers.get('content-type'), code: (await answer.json().catch(() => ({}))).code })
    if (acknowledged.length === 10 && !killed) {
      process.kill(database.pid, 'SIGKILL')
      killed = Date.now()
    }
    return killed && refused.length > 0 && acknowledged.length >= 15
  }, 60_000, () => `marks to be taken again; refused ${JSON.stringify(refused.slice(-3))}\n${server.log.slice(-2000)}`)
  console.log(`killed PostgreSQL: ${refused.length} requests refused, taken again after ${Date.now() - killed} ms`)
  for (const answer of refused) {
    assert.deepEqual([answer.status, answer.type], [503, 'application/problem+json'])
    assert.ok(answer.code)
  }
  const there = new Set((await api.coach.get(`/api/v1/recordings/${recording}/annotations?limit=200`)).items.map((one) => one.id))
  assert.deepEqual(acknowledged.filter((id) => !there.has(id)), [], 'acknowledged and gone')

  await until(async () => (await safeMs(she.page)) >= told + 4000, 60_000, 'the recording to go on')
  await end()
  const stood = await stalls(she.page)
  await until(killTranscode, 60_000, 'a transcode child to be killed')
  const film = await watchable(api.medewerker, second)
  assert.ok(film.duration_ms >= told + 4000, `${film.duration_ms} ms`)
  assert.equal(film.takes.length, 1, 'the recording went on through the outage')
  assert.deepEqual(holes(film, 1000, stood), [], `nothing longer than a second is missing; the page stood still ${JSON.stringify(stood)}`)
})

step('a kill -9 of the server while a film is made whole leaves it to be made whole', async () => {
  const id = await plan('Verhaal')
  await begin(id, 3000)
  const told = await safeMs(she.page)
  await end()
  // The server is killed as soon as it has noticed the end; its work on the film is then under way or about to be.
  await until(async () => (await api.medewerker.get(`/api/v1/recordings/${id}`)).state !== 'recording', 30_000, 'the end of the take')
  await server.kill()
  await server.start()
  const film = await watchable(api.medewerker, id)
  assert.ok(film.duration_ms >= told, `${told} ms were told, ${film.duration_ms} ms are there`)
  assert.equal(film.takes.length, 1)
})

step('SIGTERM ends every process and leaves nothing readable behind; the next start is quick', async () => {
  const third = await plan('Opruimen')
  await begin(third, 1000)
  const running = await server.processes()
  assert.ok(running.length > 3, 'the server and its PostgreSQL run')
  const from = Date.now()
  const ending = server.kill('SIGTERM')
  const { code } = await ending
  console.log(`SIGTERM: ${running.length} processes ended in ${Date.now() - from} ms`)
  assert.equal(code, 0, server.log.slice(-1000))
  assert.deepEqual(await server.processes(), [], 'none of ours is left')
  const alive = running.filter(({ pid }) => { try { return process.kill(pid, 0) } catch { return false } })
  assert.deepEqual(alive, [])
  assert.deepEqual(await readable(server.data), [], 'no film or picture in the clear')

  // The shorter of two tells what a start takes when nothing else runs.
  const starts = [await startMs()]
  if (starts[0] >= 10_000) {
    await server.kill('SIGTERM')
    starts.push(await startMs())
  }
  console.log(`a later start takes ${starts.join(' and ')} ms`)
  assert.ok(Math.min(...starts) < 10_000, `${starts} ms`)
  await watchable(api.medewerker, third)
})

async function startMs() {
  const from = Date.now()
  await server.start()
  return Date.now() - from
}

// Files outside the database that begin like a film, a picture or a playlist.
async function readable(folder) {
  const found = []
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath ?? entry.path, entry.name)
    if (!entry.isFile() || /\/(postgres|pg|pgdata)[^/]*\//.test(path)) continue
    const file = await open(path)
    const { buffer } = await file.read(Buffer.alloc(16), 0, 16)
    await file.close()
    if (/^....(ftyp|styp|moof)|^#EXTM3U|^\x1aE\xdf\xa3|^\xff\xd8\xff|^WEBVTT/s.test(buffer.toString('latin1'))) found.push(path)
  }
  return found
}
