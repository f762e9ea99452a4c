// Her home as an app on her phone: it can be installed, what she typed survives a lost network, and it shows what is new.
import { after, before, test } from 'node:test'
import assert from 'node:assert/strict'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Server, until } from '../lib/server.mjs'
import { launch, phone, visit } from '../lib/browser.mjs'
import { film, openCycle, out, people, player, playerReady, watchable } from '../lib/steps.mjs'

let server, browser, api, cycle

before(async () => {
  await mkdir(out, { recursive: true })
  server = await Server.withPeople()
  browser = await launch()
  api = await people(server, 'medewerker', 'coach')
  cycle = await openCycle(api.medewerker, api.coach, 'Hoe maak ik contact met alle kinderen aan tafel?')
})

after(async () => {
  await browser?.close()
  await server?.remove()
})

const onward = (page) => page.click('[data-go=next]')
const active = (page) => page.evaluate(() => navigator.serviceWorker.ready.then((it) => it.active.state))
const offlineKept = (page) => page.evaluate(() => caches.match('/offline').then((it) => Boolean(it)))

test('the site can be put on the start screen', async () => {
  const { context, page, trouble } = await visit(browser, server, 'medewerker@demo.test', phone)
  await page.goto('/')
  const wire = await context.newCDPSession(page)
  const { errors, data } = await wire.send('Page.getAppManifest')
  assert.deepEqual(errors, [])
  const manifest = JSON.parse(data)
  assert.equal(manifest.lang, 'nl')
  for (const { src, sizes } of manifest.icons) {
    const width = await page.evaluate((src) => new Promise((done, fail) => {
      const image = new Image()
      image.onload = () => done(image.naturalWidth)
      image.onerror = () => fail(new Error(src))
      image.src = src
    }), src)
    if (sizes !== 'any') assert.equal(`${width}x${width}`, sizes)
  }
  const { installabilityErrors } = await wire.send('Page.getInstallabilityErrors')
  assert.deepEqual(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito'), [], 'contexts of tests are incognito')
  assert.deepEqual(trouble, [])
  await context.close()
})

test('what she typed stays on her phone without a network, comes back, and goes when it has arrived', async () => {
  const { context, page } = await visit(browser, server, 'collega@demo.test', phone)
  await page.goto('/questions/new')
  assert.match(await active(page), /activ/)
  await until(() => offlineKept(page), 10_000, 'the page without network to be kept')
  const words = 'Hoe blijf ik rustig als het druk is?'
  await onward(page)
  await onward(page)
  await page.click('button[name=accept][value=yes]')
  await page.locator('#text').waitFor({ state: 'visible' }) // what is missing is brought into view
  await page.fill('#text', words)
  await onward(page)
  await context.setOffline(true)
  await page.click('button[name=accept][value=yes]')
  await page.locator('h1', { hasText: 'Geen verbinding' }).waitFor()
  await page.locator('#drafts', { hasText: words }).waitFor()
  await page.screenshot({ path: join(out, 'app-offline.png') })

  await context.setOffline(false)
  await page.waitForURL('**/questions/new', { timeout: 15_000 })
  assert.equal(await page.inputValue('#text'), words)
  await page.locator('.draft-restored').waitFor()
  await page.screenshot({ path: join(out, 'app-restored.png') })
  await onward(page)
  await page.click('button[name=accept][value=yes]')
  await page.waitForURL((url) => !url.pathname.startsWith('/questions/new') && url.pathname !== '/offline')
  await page.goto('/questions/new')
  assert.equal(await page.inputValue('#text'), '', 'what has arrived is not offered again')
  await context.close()
})

test('the phone keeps no page and no film of hers', async () => {
  const { context, page } = await visit(browser, server, 'medewerker@demo.test', phone)
  await page.goto('/')
  await until(() => offlineKept(page), 10_000, 'the page without network to be kept')
  const kept = await page.evaluate(async () => {
    const paths = []
    for (const name of await caches.keys()) for (const request of await (await caches.open(name)).keys()) paths.push(new URL(request.url).pathname)
    return paths
  })
  assert.ok(kept.length > 3)
  assert.deepEqual(kept.filter((path) => path !== '/offline' && !path.startsWith('/assets/')), [])
  const offline = await page.evaluate(() => caches.match('/offline').then((it) => it.text()))
  assert.ok(!offline.includes('Samira') && !offline.includes('data-me'))
  await context.close()
})

test('what another typed on the same device is not shown to her', async () => {
  const { context, page } = await visit(browser, server, 'medewerker@demo.test', phone)
  await page.goto('/questions/new')
  await onward(page)
  await page.fill('#text', 'Van Samira')
  await page.goto('/account')
  await page.click('summary.avatar')
  await page.click('form[action="/logout"] button')
  await page.waitForURL('**/login**')
  await until(() => offlineKept(page), 10_000, 'the page without network to be kept')
  await context.setOffline(true)
  await page.goto('/questions/new').catch(() => undefined)
  await page.locator('h1', { hasText: 'Geen verbinding' }).waitFor()
  assert.ok(!(await page.locator('main').innerText()).includes('Van Samira'))
  await context.close()
})

test('home shows what she tries out, what her coach wrote, and where she stopped watching', async () => {
  const recording = (await api.medewerker.post('/api/v1/recordings', { cycle_id: cycle, title: 'Fruit eten' })).id
  const { context, page, trouble } = await visit(browser, server, 'medewerker@demo.test', phone)
  await film(page, recording, 12_000)
  await watchable(api.medewerker, recording)
  await api.medewerker.call('PUT', `/api/v1/recordings/${recording}/share`)
  const mark = (await api.medewerker.post(`/api/v1/recordings/${recording}/annotations`, { start_ms: 4000, end_ms: 4000, kind: 'proud', text: 'Ik wachtte', codes: [] })).id
  await api.coach.post(`/api/v1/annotations/${mark}/replies`, { text: 'En toen begon het kind zelf.' })
  await api.medewerker.call('PUT', `/api/v1/cycles/${cycle}/work-point`, { text: 'Drie tellen wachten', try_when: 'bij het fruit', noticed_by: 'een kind begint zelf' })

  await page.goto(`/recordings/${recording}`)
  await playerReady(page)
  await page.evaluate(() => document.querySelector('tb-player').request({ ask: 'seek', ms: 5000 }))
  await until(async () => (await player(page)).ms >= 4990, 10_000, 'the seek')
  await page.goto('/')
  const text = await page.locator('main').innerText()
  for (const words of ['Probeer morgen', 'Drie tellen wachten', 'Wanneer: bij het fruit', 'En toen begon het kind zelf.']) assert.ok(text.includes(words), words)
  await page.screenshot({ path: join(out, 'app-home.png'), fullPage: true })
  const card = page.locator('a.clip[data-film]')
  assert.match(await card.innerText(), /Verder bij 0:0[45]/)
  await card.click()
  await playerReady(page)
  await until(async () => Math.abs((await player(page)).ms - 5000) < 60, 10_000, 'the film at 0:05')
  assert.deepEqual(trouble, [])
  await context.close()
})
