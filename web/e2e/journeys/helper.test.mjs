// The first question: she words it with the helper and aloud, on a phone; her coach hears it and proposes; she changes a
// word and accepts. Her manager sees that a trajectory has begun and nothing else.
import { after, before, test } from 'node:test'
import assert from 'node:assert/strict'
import { Server } from '../lib/server.mjs'
import { laptop, launch, phone, visit } from '../lib/browser.mjs'
import { chained, out, people } from '../lib/steps.mjs'

const step = chained(test, () => [she.page, els.page])
let server, browser, she, els, boss, api, address

before(async () => {
  server = await Server.withPeople()
  browser = await launch()
  she = await visit(browser, server, 'medewerker@demo.test', phone)
  els = await visit(browser, server, 'coach@demo.test', laptop)
  boss = await visit(browser, server, 'leidinggevende@demo.test', laptop)
  api = await people(server, 'medewerker', 'coach', 'leidinggevende', 'coach2', 'collega')
})

after(async () => {
  await browser?.close()
  await server?.remove()
})

const has = (page, text) => page.getByText(text).filter({ visible: true }).first().waitFor({ timeout: 30_000 })
const press = (page, name) => page.getByRole('button', { name }).filter({ visible: true }).first().click()
const wide = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

step('she begins with a moment of the day, one thing on the screen', async () => {
  await she.page.goto('/questions/new')
  await has(she.page, 'Een moment waar ik trots op ben')
  assert.equal(await she.page.locator('#text').isVisible(), false, 'one thing at a time')
  await she.page.screenshot({ path: `${out}/helper-moments.png`, fullPage: true })
  await she.page.getByRole('link', { name: 'Eten aan tafel' }).click()
  await has(she.page, 'Ze luisteren niet. Wat kan ik anders doen?')
  assert.equal(await she.page.locator('[data-examples=table] li').count() >= 3, true)
  await press(she.page, 'Verder')
  assert.equal(await she.page.locator('#situation').inputValue(), 'Eten aan tafel')
  assert.equal(await wide(she.page), 0)
})

step('she says it aloud, hears it, and it survives a reload', async () => {
  await press(she.page, 'Spreek je vraag in')
  await has(she.page, /0:0[2-9]/)
  await press(she.page, 'Klaar')
  await has(she.page, 'bewaard op dit apparaat')
  await she.page.screenshot({ path: `${out}/helper-voice.png`, fullPage: true })
  await she.page.reload() // it opens where her words are
  await has(she.page, 'bewaard op dit apparaat')
  assert.equal(await she.page.locator('#situation').inputValue(), 'Eten aan tafel')
  assert.equal((await api.coach.get('/api/v1/questions')).items.length, 0, 'nothing has been sent')
})

step('she sends it to Els, with what she said', async () => {
  await she.page.locator('#text').fill('ze luisteren niet')
  await press(she.page, 'Verder')
  await she.page.getByLabel('Els', { exact: false }).first().check()
  await press(she.page, 'Vraag mijn coach om mee te denken')
  await she.page.waitForURL(/\/questions\/[0-9a-f-]{36}$/, { timeout: 60_000 })
  address = new URL(she.page.url()).pathname
  await has(she.page, 'Versie 1')
  await she.page.locator('.voice-note audio').waitFor()
  assert.equal(await she.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0)
})

step('Els hears it, sees examples and proposes; nobody else hears it', async () => {
  await els.page.goto(address)
  const source = await els.page.locator('.voice-note audio').getAttribute('src')
  const heard = await els.page.evaluate(async (src) => {
    const audio = document.querySelector('.voice-note audio')
    audio.muted = true
    await audio.play()
    await new Promise((done) => audio.addEventListener('timeupdate', () => audio.currentTime > 0.3 && done()))
    return { seconds: audio.duration, type: (await fetch(src)).headers.get('content-type') }
  }, source)
  assert.ok(heard.seconds > 1.5 && heard.seconds < 30, `${heard.seconds} s`)
  assert.equal(heard.type, 'audio/mp4')
  for (const other of ['coach2', 'collega', 'leidinggevende']) {
    assert.equal((await api[other].send('GET', source)).status, 404, other)
  }
  await els.page.locator('.reword summary').click()
  await has(els.page, 'Hoe maak ik contact met alle kinderen aan tafel?')
  await els.page.locator('#text').fill('Hoe houd ik contact met alle kinderen aan tafel?')
  await els.page.locator('.reword button.button-primary').click()
  await has(els.page, 'Versie 2')
})

step('she changes one word and accepts: that is the question, and the versions stay', async () => {
  await she.page.goto(address)
  await has(she.page, 'Hoe houd ik contact met alle kinderen aan tafel?')
  await she.page.locator('.reword summary').click()
  await she.page.locator('#text').fill('Hoe maak ik contact met alle kinderen aan tafel?')
  await she.page.locator('.reword button[value=yes]').click()
  await has(she.page, 'Versie 3')
  assert.equal(await she.page.locator('h1').innerText(), 'Hoe maak ik contact met alle kinderen aan tafel?')
  await has(she.page, 'ze luisteren niet')
  await has(she.page, 'afspreken wat tussen jullie blijft')
  await she.page.screenshot({ path: `${out}/helper-question.png`, fullPage: true })
  await els.page.goto(address)
  await els.page.screenshot({ path: `${out}/helper-coach.png`, fullPage: true })
})

step('her manager sees that a trajectory runs, and no word of it', async () => {
  await boss.page.goto('/manager')
  const seen = await boss.page.locator('main').innerText()
  assert.match(seen, /Samira/)
  assert.doesNotMatch(seen, /aan tafel|luisteren/)
  assert.equal((await boss.page.goto(address)).status(), 404)
})

step('she throws the note away: it is gone for both at once', async () => {
  await she.page.goto(address)
  const source = await she.page.locator('.voice-note audio').getAttribute('src')
  await press(she.page, 'Gooi weg')
  await has(she.page, 'Je opname is weggegooid.')
  assert.equal((await api.coach.send('GET', source)).status, 404)
  assert.equal((await api.medewerker.send('GET', source)).status, 404)
  await els.page.goto(address)
  assert.equal(await els.page.locator('.voice-note').count(), 0)
})
