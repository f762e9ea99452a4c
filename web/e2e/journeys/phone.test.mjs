// A phone on the local network: it meets the server by a typed address, installs the certificate, logs in and films.
// The server listens on a second loopback address, and each browser trusts only what was put into its own store.
import { after, before, test } from 'node:test'
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Server } from '../lib/server.mjs'
import { launch, login, phone } from '../lib/browser.mjs'
import { chained, film, out } from '../lib/steps.mjs'

const android = 'Mozilla/5.0 (Linux; Android 14; Pixel 7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36'

let server, home, browser, page
const step = chained(test, () => (page ? [page] : []))

// A new phone with what its owner has installed.
async function takePhone() {
  await browser?.close()
  browser = await launch([], { env: { ...process.env, HOME: home } })
  const context = await browser.newContext({ ...phone, locale: 'nl-NL', userAgent: android, baseURL: server.url })
  page = await context.newPage()
  page.trouble = []
  page.on('console', (m) => { if (m.type() === 'error') page.trouble.push(`${m.text()} ${m.location().url}`) })
  page.on('pageerror', (e) => page.trouble.push(e.message))
}

before(async () => {
  await mkdir(out, { recursive: true })
  home = await mkdtemp(join(tmpdir(), 'tb-phone-'))
  await mkdir(join(home, '.pki/nssdb'), { recursive: true })
  execFileSync('certutil', ['-N', '-d', `sql:${join(home, '.pki/nssdb')}`, '--empty-password'])
  server = await Server.withPeople({ args: ['--tls-self'], host: '127.0.0.2' })
})

after(async () => {
  await browser?.close()
  await server?.remove()
  await rm(home, { recursive: true, force: true })
})

step('an address without https leads to https, which the phone does not trust yet', async () => {
  const answer = await fetch(`${server.plain}/login?next=/coaching`, { redirect: 'manual' })
  assert.equal(answer.status, 307)
  assert.equal(answer.headers.get('location'), `${server.url}/login?next=/coaching`)
  assert.equal(answer.headers.get('set-cookie'), null)
  await takePhone()
  const refused = await page.context().newPage() // of its own: the browser's error page comes a moment later
  await assert.rejects(refused.goto(server.plain), /ERR_CERT_AUTHORITY_INVALID/)
  await refused.close()
})

step('the certificate page helps before anything is trusted, and says that it is not there yet', async () => {
  await page.goto(`${server.plain}/certificate`)
  await page.locator('.trust [data-state=works-not]').waitFor()
  assert.deepEqual(await page.locator('details[open] summary').allInnerTexts(), ['Android'])
  assert.equal(await page.locator('form').count(), 0)
  assert.deepEqual(await page.context().cookies(), [])
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth), false)
  const terminal = server.log.match(/SHA-256 ([0-9A-F: ]+)/)[1].trim()
  assert.equal((await page.locator('.fingerprint').innerText()).trim(), terminal, 'the same characters as in the terminal')
  await page.screenshot({ path: join(out, 'phone-certificate-nl.png'), fullPage: true })
  await page.getByRole('link', { name: 'Switch to English' }).click()
  await page.getByRole('heading', { name: 'Connect this device' }).waitFor()
  await page.screenshot({ path: join(out, 'phone-certificate-en.png'), fullPage: true })
})

step('with the certificate installed, the page says that it works', async () => {
  const file = join(home, 'terugblik.crt')
  await writeFile(file, Buffer.from(await (await fetch(`${server.plain}/certificate/terugblik.crt`)).arrayBuffer()))
  execFileSync('certutil', ['-A', '-d', `sql:${join(home, '.pki/nssdb')}`, '-n', 'Terugblik', '-t', 'C,,', '-i', file])
  await takePhone()
  await page.goto(`${server.plain}/certificate`)
  await page.locator('.trust [data-state=works]').waitFor()
  await page.getByRole('link', { name: 'Terugblik openen' }).click()
  await page.waitForURL(`${server.url}/login`)
  assert.deepEqual(page.trouble, [])
})

step('she logs in from a typed address, films, and sees it on the server', async () => {
  await page.goto(server.plain)
  assert.ok(page.url().startsWith(server.url), page.url())
  await login(page, 'medewerker@demo.test')
  const cookie = (await page.context().cookies()).find(({ name }) => name.endsWith('terugblik'))
  assert.equal(cookie.name, '__Host-terugblik')
  assert.ok(cookie.secure && cookie.httpOnly)
  assert.ok(await page.evaluate(() => window.isSecureContext && !!navigator.mediaDevices?.getUserMedia))
  const recording = await page.evaluate(async () => {
    const send = async (path, body) => (await fetch(`/api/v1${path}`, { method: body ? 'POST' : 'GET', headers: { 'content-type': 'application/json' }, body: body && JSON.stringify(body) })).json()
    const coach = (await send('/coaches')).items[0]
    const question = await send('/questions', { text: 'Hoe wacht ik langer?', coach_id: coach.id, accept: true })
    return (await send('/recordings', { cycle_id: question.trajectory.cycle_id, title: 'Fruit' })).id
  })
  await film(page, recording, 5000)
  await page.screenshot({ path: join(out, 'phone-filmed.png'), fullPage: true })
  assert.deepEqual(page.trouble, [])
})
