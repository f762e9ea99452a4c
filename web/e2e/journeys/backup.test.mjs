// A backup while somebody films, the data folder gone, a restore: everything is there, plays, and nothing secret is in the log.
import { after, before, test } from 'node:test'
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFile, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Server, root, until } from '../lib/server.mjs'
import { launch, liveOnly, visit } from '../lib/browser.mjs'
import { chained, film, openCycle, openRecorder, people, player, playerReady, safeMs, watchable } from '../lib/steps.mjs'

const binary = process.env.TERUGBLIK_BINARY || join(root, 'bin/terugblik')
const run = (...args) => promisify(execFile)(binary, args)

let server, browser, she, api, cycle, first, second, safe, shelf
const secrets = []
const step = chained(test, () => [she.page])

before(async () => {
  server = await Server.withPeople()
  shelf = join(server.folder, 'backups')
  browser = await launch()
  she = await visit(browser, server, 'medewerker@demo.test')
  api = await people(server, 'medewerker', 'coach')
  cycle = await openCycle(api.medewerker, api.coach, 'Hoe wacht ik nog langer?')
})

after(async () => {
  await browser?.close()
  await server?.remove()
})

const plan = async (title) => (await api.medewerker.post('/api/v1/recordings', { cycle_id: cycle, title })).id

// Sums of all files of the film that is whole and of keys, by path.
async function sums(data) {
  const all = {}
  for (const below of [join('media', first), 'keys']) {
    for (const entry of await readdir(join(data, below), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue
      const path = join(entry.parentPath ?? entry.path, entry.name)
      all[path] = createHash('sha256').update(await readFile(path)).digest('hex')
    }
  }
  return all
}

step('a film with marks is there, and another is being recorded', async () => {
  first = await plan('Fruit eten met Jip')
  await film(she.page, first, 3000)
  await watchable(api.medewerker, first)
  await until(async () => !(await api.medewerker.get(`/api/v1/recordings/${first}`)).pending_device
    && (await (await api.medewerker.send('GET', `/media/${first}/master.m3u8`)).text()).includes('g2/'), 120_000, 'the film with what the device kept')
  await api.medewerker.call('PUT', `/api/v1/recordings/${first}/share`)
  await api.coach.post(`/api/v1/recordings/${first}/annotations`, { start_ms: 100, end_ms: 900, kind: 'top', text: 'Je wacht drie tellen.' })
  second = await plan('Jassen')
  await liveOnly(she.context) // what is told to be safe is then on the server's own clock
  await openRecorder(she.page, second)
  await she.page.locator('.button-record').click()
  await until(async () => (await safeMs(she.page)) >= 3000, 60_000, 'some of it on the server')
})

step('a backup is made meanwhile, and she notices nothing', async () => {
  safe = await safeMs(she.page)
  const { stdout } = await run('backup', shelf, '--data', server.data)
  assert.match(stdout, /Backup made: /)
  await until(async () => (await safeMs(she.page)) >= safe + 2000, 60_000, 'the recording to go on')
})

step('the disk is lost; the backup brings everything back, and nothing plays yet', async () => {
  const before = await sums(server.data)
  secrets.push(...Object.values(api).map((client) => client.cookie.split('=')[1]), (await readFile(join(server.data, 'keys/master.key'), 'utf8')).split(' ')[1])
  await server.kill()
  await until(async () => (await server.processes()).length === 0, 20_000, 'every process to be gone')
  await rm(server.data, { recursive: true })
  const { stdout } = await run('restore', shelf, '--data', server.data)
  assert.match(stdout, /the same, byte for byte/)
  assert.match(stdout, /the same, row by row/)
  const now = await sums(server.data)
  assert.ok(Object.keys(before).length > 10)
  for (const path of Object.keys(before)) assert.equal(now[path], before[path], path)

  await server.start()
  assert.equal((await api.medewerker.send('GET', '/api/v1/me')).status, 401, 'everybody logs in again')
  api = await people(server, 'medewerker', 'coach')
  assert.ok((await api.medewerker.get(`/api/v1/recordings/${first}`)).locked_at, 'what was taken back since is not known yet')
  assert.equal((await api.coach.send('GET', `/api/v1/recordings/${first}/annotations`)).status, 404)
  await she.context.close()
})

step('the administrator looks over what may have changed since, and she shares it again', async () => {
  const keeper = await visit(browser, server, 'beheer@demo.test')
  await keeper.page.goto('/')
  await keeper.page.getByRole('link', { name: 'Nakijken' }).click()
  for (const box of await keeper.page.locator('main input[type=checkbox]').all()) await box.check()
  await keeper.page.getByRole('button', { name: 'Het klopt, ga verder' }).click()
  await keeper.page.getByText('keek dit na').waitFor()
  await keeper.context.close()
  she = await visit(browser, server, 'medewerker@demo.test')
  await she.page.goto('/learning/shares')
  await she.page.getByRole('button', { name: 'Alles weer delen' }).click()
  await she.page.locator('.empty').waitFor()
  const marks = (await api.coach.get(`/api/v1/recordings/${first}/annotations`)).items
  assert.deepEqual(marks.map((mark) => mark.text), ['Je wacht drie tellen.'])
  const again = await watchable(api.medewerker, second)
  console.log(`told safe ${safe} ms when the backup began, ${again.duration_ms} ms are back`)
  assert.ok(again.duration_ms >= safe, 'nothing is missing that was safe when the backup began')
  await she.page.goto(`/recordings/${first}`)
  const state = await playerReady(she.page)
  assert.ok(state)
  assert.equal((await player(she.page)).phase, 'ready')
})

step('what the server logged names nobody and tells no secret', async () => {
  await api.medewerker.call('DELETE', `/api/v1/recordings/${first}`)
  await until(() => /a recording is erased/.test(server.log), 30_000, 'a line that it is erased')
  await server.stop()
  for (const word of [...secrets, '@demo.test', 'Samira', 'Oetelaar', 'Fruit eten', 'Jip', 'drie tellen', 'terugblik_session', 'Bearer', 'ice-ufrag']) {
    assert.ok(!server.log.includes(word), `the log says ${word.slice(0, 20)}:\n${server.log}`)
  }
})
