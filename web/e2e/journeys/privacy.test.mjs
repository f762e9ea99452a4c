// A guardian asks for access and withdraws: the officer finds and locks all in one action, looks together with the parent, has
// it erased before its time is over, and says who looked before. The employee reads all of it.
import { after, before, test } from 'node:test'
import assert from 'node:assert/strict'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Server, until } from '../lib/server.mjs'
import { laptop, launch, phone, visit } from '../lib/browser.mjs'
import { chained, day, film, openCycle, out, people, watchable } from '../lib/steps.mjs'

const step = chained(test, () => [officer?.page, samira?.page].filter(Boolean))

let server, api, browser, samira, officer, els, recording, request

before(async () => {
  await mkdir(out, { recursive: true })
  server = await Server.withPeople()
  api = await people(server, 'medewerker', 'coach', 'fg')
  const cycle = await openCycle(api.medewerker, api.coach, 'Hoe wacht ik langer?')
  recording = (await api.medewerker.post('/api/v1/recordings', { cycle_id: cycle, title: 'Fruit eten' })).id
  browser = await launch()
  samira = await visit(browser, server, 'medewerker@demo.test', phone)
  await film(samira.page, recording, 2000)
  await watchable(api.medewerker, recording)
  await api.medewerker.call('PUT', `/api/v1/recordings/${recording}/share`)
  els = await visit(browser, server, 'coach@demo.test', laptop)
  officer = await visit(browser, server, 'fg@demo.test', laptop)
})

after(async () => {
  await browser?.close()
  await server?.remove()
})

const picture = (who, name) => who.page.screenshot({ path: join(out, `privacy-${name}.png`), fullPage: true })
const playing = (page) => page.evaluate(() => { const v = document.querySelector('tb-office-film video'); return v && v.currentTime > 0.2 })

step('she writes the request down, and the time runs', async () => {
  await els.page.goto(`/recordings/${recording}`)
  await els.page.locator('tb-player video').waitFor()
  const { page } = officer
  await page.goto('/privacy')
  await picture(officer, 'empty')
  await page.getByRole('link', { name: 'Verzoek noteren' }).click()
  await page.selectOption('#choose-who', 'person')
  await page.fill('#choose-name', 'oetel')
  await page.getByRole('button', { name: 'Zoeken' }).click()
  await picture(officer, 'choose')
  await page.getByRole('link', { name: /Samira van den Oetelaar/ }).click()
  await page.selectOption('#kind', 'erasure')
  await page.fill('#asked-by', 'zijzelf')
  await page.fill('#received-on', day(-3))
  await picture(officer, 'new')
  await page.getByRole('button', { name: 'Noteren' }).click()
  await page.getByText(/nog \d+ dagen/).first().waitFor()
  request = new URL(page.url()).pathname
})

step('she finds and locks all in one action; the coach loses it within two seconds', async () => {
  const { page } = officer
  await page.getByRole('button', { name: 'Zoeken en alles op slot' }).click()
  const began = Date.now()
  await page.getByText('op slot', { exact: true }).first().waitFor()
  await until(async () => (await els.page.request.get(`/media/${recording}/master.m3u8`)).status() === 404, 10_000, 'the film to close')
  assert.ok(Date.now() - began < 10_000)
  await picture(officer, 'locked')
  await samira.page.goto('/log')
  await picture(samira, 'log')
})

step('they look together, with her name over the picture; it closes when she says so', async () => {
  const { page } = officer
  await page.goto(request)
  await page.getByText('Samen kijken plannen').click()
  await page.fill('#present', 'Samira zelf')
  await page.getByRole('button', { name: 'Plannen', exact: true }).click()
  await page.getByText('nu open').waitFor()
  await samira.page.goto('/')
  await samira.page.getByText(/plande samen kijken/).first().waitFor()
  await picture(samira, 'told')
  await page.getByRole('link', { name: /nu open/ }).click()
  await page.getByRole('link', { name: /Opname van Samira/ }).click()
  await page.locator('.office-film video').waitFor()
  await page.evaluate(() => { const v = document.querySelector('tb-office-film video'); v.muted = true; return v.play() })
  await until(() => playing(page), 30_000, 'the film to play')
  await page.locator('.office-film-mark').getByText('Bram ter Horst').first().waitFor()
  await picture(officer, 'film')
  const second = await visit(browser, server, 'fg@demo.test', laptop)
  await until(async () => {
    await second.page.goto(request)
    return second.page.getByText(/afgespeeld 0:00 tot/).first().isVisible()
  }, 20_000, 'what was played to be kept')
  await second.page.getByRole('link', { name: /nu open/ }).click()
  await second.page.getByRole('button', { name: 'Nu sluiten' }).click()
  await page.getByText('De film is dicht.').waitFor()
  assert.equal((await page.request.get(`/media/${recording}/master.m3u8`)).status(), 404)
  await picture(officer, 'closed')
})

step('she has it erased in time, and the log says who looked before', async () => {
  const { page } = officer
  await page.goto(request)
  await page.getByText('Besluiten', { exact: true }).first().click()
  await page.locator('select[name=decision]').first().selectOption('erase')
  await page.locator('textarea[name=reason]').first().fill('Op verzoek, op tijd')
  await picture(officer, 'decide')
  await page.getByRole('button', { name: 'Besluit vastleggen' }).first().click()
  await page.getByText('gewist', { exact: true }).waitFor()
  await page.getByText('Afhandelen', { exact: true }).first().click()
  await page.getByRole('button', { name: 'Verzoek afhandelen' }).click()
  await page.getByText('Gedaan zoals gevraagd').first().waitFor()
  await picture(officer, 'done')
  const letter = await page.request.get(`${request}/letter.pdf`)
  assert.equal(letter.headers()['content-type'], 'application/pdf')
  await page.goto(`/privacy/saw?about=${encodeURIComponent(`request:${request.split('/').at(-1)}`)}`)
  await page.getByText('Els de Wit').first().waitFor()
  await picture(officer, 'saw')
  await samira.page.goto('/log')
  await samira.page.getByText('wiste dit, na een verzoek').first().waitFor()
})

step('no page met trouble', () => {
  const closed = /status of 404/ // what was locked or closed while it was open
  assert.deepEqual([...samira.trouble, ...officer.trouble].filter((line) => !closed.test(line)), [])
})
