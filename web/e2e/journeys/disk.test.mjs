// A disk that fills while she records, on a real small file system of its own: said before, while and after, and nothing that was there is lost.
import { after, before, test } from 'node:test'
import assert from 'node:assert/strict'
import { execFile, execFileSync } from 'node:child_process'
import { readdir, rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Server, until } from '../lib/server.mjs'
import { launch, phone, visit } from '../lib/browser.mjs'
import { chained, openCycle, openRecorder, out, people, safeMs, watchable } from '../lib/steps.mjs'

// Journals go to a file system of 230 MB that only the server sees; mounting one takes root.
const within = (data) => ['unshare', '-m', 'sh', '-c', 'mkdir -p "$0/journal" && mount -t tmpfs -o size=230m,mode=0700 tmpfs "$0/journal" && exec "$@"', data]
const able = () => {
  try {
    execFileSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'], { stdio: 'ignore' })
    return process.getuid() === 0
  } catch { return false }
}

if (!able()) test('no file system can be mounted here; the tests of media/library and media/ingest meet a full disk', { skip: true }, () => {})
else journey()

function journey() {
  let server, browser, she, api, cycle
  const step = chained(test, () => [she.page])

  before(async () => {
    server = await Server.withPeople({ within, args: ['--reserve', '4MiB'] })
    browser = await launch()
    she = await visit(browser, server, 'medewerker@demo.test', { ...phone, deviceScaleFactor: 1 })
    api = await people(server, 'medewerker', 'coach')
    cycle = await openCycle(api.medewerker, api.coach, 'Hoe wacht ik langer?')
  })

  after(async () => {
    await browser?.close()
    await server?.remove()
  })

  const plan = async (title) => (await api.medewerker.post('/api/v1/recordings', { cycle_id: cycle, title })).id
  const readiness = (id) => api.medewerker.get(`/api/v1/recordings/${id}/readiness`)
  const journals = () => join('/proc', String(server.child.pid), 'root', server.data, 'journal')
  const fill = (name, megabytes) => promisify(execFile)('fallocate', ['-l', `${megabytes}M`, join(journals(), name)])
  const free = async () => { const { bavail, bsize } = await statfs(journals()); return (bavail * bsize) / 2 ** 20 }
  const shown = (page, words, ms = 30_000) => page.locator('.recorder-about', { hasText: words }).waitFor({ timeout: ms })
  // When a listener to the recording's events hears that the server has no room.
  async function firstWord(id) {
    const answer = await api.medewerker.send('GET', `/api/v1/recordings/${id}/events`)
    let text = ''
    for await (const chunk of answer.body.pipeThrough(new TextDecoderStream())) {
      text += chunk
      if (/event: room\ndata: .*"reason":"disk_full"/.test(text)) return Date.now()
    }
    throw new Error(`the events ended: ${text}`)
  }
  const filming = async (id) => {
    await openRecorder(she.page, id)
    await she.page.locator('.button-record').click()
    await until(async () => (await safeMs(she.page)) >= 2000, 60_000, 'two seconds on the server')
  }

  step('what is left is told while it shrinks; at the reserve the recording ends at once and is kept', async () => {
    const id = await plan('Fruit')
    const ready = await readiness(id)
    assert.equal(ready.room.enough, true)
    assert.ok(ready.room.minutes_left >= 10 && ready.room.minutes_left <= 12, `${ready.room.minutes_left} minutes`)
    await filming(id)
    assert.ok((await readiness(id)).consent.given_at, 'her yes is on the server')
    await she.page.locator('.health[data-state]').waitFor()
    await fill('half', 80)
    await shown(she.page, /De server heeft nog plek voor ongeveer [5-8] minuten/)
    await she.page.screenshot({ path: join(out, 'disk-little.png') })
    const told = await safeMs(she.page)
    const heard = firstWord(id)
    await fill('whole', Math.floor(await free()) - 2)
    const from = Date.now()
    const after = (await heard) - from
    await shown(she.page, /De server (heeft geen plek meer|kan nu niets opslaan)/)
    await she.page.locator('.recorder-about', { hasNotText: 'Verbinding goed' }).waitFor()
    console.log(`told after ${after} ms that the disk is full, on the page after ${Date.now() - from} ms`)
    assert.ok(after < 5000, 'two seconds, and three for a busy machine')
    await she.page.screenshot({ path: join(out, 'disk-full.png') })
    assert.equal((await fetch(`${server.url}/readyz`)).status, 200, 'the server goes on')
    await she.page.locator('.recorder-stop').click()
    await she.page.locator('.notice-ok').waitFor({ timeout: 60_000 })
    const film = await watchable(api.medewerker, id)
    assert.ok(film.duration_ms >= told, `${told} ms were told, ${film.duration_ms} ms are there`)
  })

  step('she reads that there is no room before she presses, and no more once there is', async () => {
    const id = await plan('Jassen')
    const ready = await readiness(id)
    assert.equal(ready.ready, false)
    assert.ok(ready.missing.some(({ code }) => code === 'disk_full'))
    await openRecorder(she.page, id)
    await she.page.locator('.recorder-sheet [role=alert]', { hasText: 'De server heeft te weinig plek' }).waitFor()
    assert.equal(await she.page.locator('.button-record').isDisabled(), true)
    await she.page.screenshot({ path: join(out, 'disk-before.png') })
    const { token, whip_url } = await api.medewerker.post(`/api/v1/recordings/${id}/ingest-tokens`)
    assert.ok(token && whip_url)
    await rm(join(journals(), 'half'))
    await rm(join(journals(), 'whole'))
    await she.page.locator('.button-record:enabled').waitFor({ timeout: 40_000 })
  })

  step('thrown away while it runs, nothing of it stays', async () => {
    const id = await plan('Weg')
    const { token } = await api.medewerker.post(`/api/v1/recordings/${id}/ingest-tokens`)
    await filming(id)
    assert.ok((await readdir(journals())).includes(id))
    await she.page.locator('.recorder-throw').click()
    await she.page.locator('.throw-dialog .button-danger').click()
    await she.page.getByText('De opname is weg').waitFor({ timeout: 30_000 })
    const erased = await until(async () => {
      const now = await api.medewerker.get(`/api/v1/recordings/${id}`)
      return now.receipt?.completed_at && now
    }, 60_000, 'the receipt')
    assert.ok(erased.receipt)
    assert.ok(!(await readdir(journals())).includes(id), 'the journal is gone')
    const again = await fetch(`${server.url}/whip/${id}`, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/sdp' }, body: 'v=0' })
    assert.equal(again.status, 401, 'its tokens are gone')
  })
}
