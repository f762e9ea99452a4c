// Filming with a child whose father took his yes back: the register, who is there before the red button, and a yes that is
// taken back while somebody watches. She and her coach on laptops, their manager beside them.
import { after, before, test } from 'node:test'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import assert from 'node:assert/strict'
import { Server, until } from '../lib/server.mjs'
import { laptop, launch, phone, visit } from '../lib/browser.mjs'
import { chained, film, openCycle, people, playerReady, saysWhoIsThere, watchable } from '../lib/steps.mjs'

const step = chained(test, () => [she.page, peter.page, fatma.page])
let server, browser, she, peter, fatma, api, children, recording, cycle

before(async () => {
  server = await Server.withPeople()
  browser = await launch()
  she = await visit(browser, server, 'medewerker@demo.test', phone)
  peter = await visit(browser, server, 'leidinggevende@demo.test', laptop)
  fatma = await visit(browser, server, 'beheer@demo.test', laptop)
  api = await people(server, 'medewerker', 'coach', 'leidinggevende', 'beheer', 'fg', 'collega')
  cycle = await openCycle(api.medewerker, api.coach, 'Hoe maak ik contact met alle kinderen aan tafel?')
})

after(async () => {
  await browser?.close()
  await server?.remove()
})

const has = (page, text) => page.getByText(text).filter({ visible: true }).first().waitFor({ timeout: 30_000 })
const press = (page, name) => page.getByRole('button', { name }).first().click()
const wide = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
const byName = async () => Object.fromEntries((await api.leidinggevende.get('/api/v1/children')).items.map((c) => [c.name, c]))
const says = async (who, child, guardian, act) => {
  const answer = await who.send('POST', `/api/v1/children/${child.id}/consents`,
    { guardian_id: child.guardians[guardian].id, purposes: ['vib_individual'], act, how: 'conversation' })
  assert.equal(answer.status, 200, await answer.clone().text())
}

step('the register is switched on, and twelve first names are pasted at once', async () => {
  await fatma.page.goto('/settings/children')
  await fatma.page.getByLabel(/Filmen kan alleen/).check()
  await press(fatma.page, 'Opslaan')
  await has(fatma.page, 'Opgeslagen.')
  await peter.page.goto('/children')
  await peter.page.getByLabel('Groep').selectOption({ label: 'De Uiltjes, Kindercentrum Noord' })
  await peter.page.getByLabel('Voornamen of codes').fill('Noor de Vries\nBram')
  await press(peter.page, 'Voeg toe')
  await has(peter.page, 'Dit lijkt op een achternaam.')
  await peter.page.getByLabel('Voornamen of codes').fill('1. Noor\n2. Bram\nSem, Jip, Fenna\nAdam\nSara\nLuuk\nMila\nFinn\nYara\nTess')
  await press(peter.page, 'Voeg toe')
  await has(peter.page, 'De kinderen staan op de lijst.')
  children = await byName()
  assert.equal(Object.keys(children).length, 12)
  for (const child of Object.values(children)) await says(api.leidinggevende, child, 0, 'given')
})

step('one no counts: her mother said yes, her father takes it back', async () => {
  await peter.page.goto(`/children/${children.Noor.id}`)
  await peter.page.getByLabel('Wie zegt het?').selectOption({ label: 'ouder 2' })
  await peter.page.getByLabel('Wat is er gezegd?').selectOption('withdrawn')
  await press(peter.page, 'Schrijf op')
  await has(peter.page, 'Opgeschreven.')
  assert.deepEqual((await byName()).Noor.allowed, [])
  assert.equal((await api.coach.send('GET', `/api/v1/children/${children.Noor.id}/consents`)).status, 404, 'who said what is not for the coach')
})

step('nothing is filmed before the coach has said that the seats are right', async () => {
  const plan = await api.coach.post('/api/v1/recordings', { cycle_id: cycle, title: 'Eten aan tafel', planned_minutes: 10 })
  recording = plan.id
  const present = Object.values(children).map((c) => ({ id: c.id, seen: 'present' }))
  const set = (list, confirm) => api.coach.send('PUT', `/api/v1/recordings/${recording}/roster`,
    { group_id: children.Noor.group_id, children: list, confirm })
  const refused = await set(present, true)
  assert.equal(refused.status, 409)
  assert.equal((await refused.json()).code, 'child_not_to_be_filmed')
  await api.medewerker.post(`/api/v1/recordings/${recording}/accept`)
  const token = await api.medewerker.send('POST', `/api/v1/recordings/${recording}/ingest-tokens`, {})
  assert.equal((await token.json()).code, 'roster_needed')
  await she.page.goto(`/recordings/${recording}/record`)
  await has(she.page, 'Noor mag niet in beeld.')
  assert.equal(await wide(she.page), 0)
  await saysWhoIsThere(she.page)
  const roster = await api.medewerker.get(`/api/v1/recordings/${recording}/roster`)
  assert.equal(roster.children.find((c) => c.name === 'Noor').seen, 'keep_out')
  assert.equal(roster.children.length, 12)
})

step('a yes that is taken back ends the film within two seconds for who is watching', async () => {
  await film(she.page, recording, 7000)
  await watchable(api.medewerker, recording)
  await she.page.goto(`/recordings/${recording}`)
  await playerReady(she.page)
  await she.page.evaluate(() => {
    new MutationObserver(() => {
      const phase = document.querySelector('tb-player')?.store?.state?.phase ?? 'gone'
      if (['gone', 'failed'].includes(phase)) window.ended ??= Date.now()
    }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true })
  })
  const at = Date.now()
  await says(api.fg, children.Bram, 0, 'withdrawn')
  const took = (await until(() => she.page.evaluate(() => window.ended), 30_000, 'the player to end')) - at
  console.log(`the player ended ${took} ms after the yes was taken back`)
  assert.ok(took <= 2000, `${took} ms`)
  assert.equal((await api.medewerker.send('GET', `/media/${recording}/master.m3u8`)).status, 404)
  await she.page.goto(`/recordings/${recording}`)
  await has(she.page, 'Deze opname is op slot.')
  await has(she.page, /Bram mag niet in beeld zijn/)
  assert.equal(await wide(she.page), 0)
  assert.equal((await api.fg.get('/api/v1/consent-tasks')).items[0].child, 'Bram')
  assert.equal((await api.leidinggevende.get('/api/v1/consent-tasks')).items.length, 0)
})

step('it opens when the parents allow it again and she says so', async () => {
  await says(api.leidinggevende, children.Bram, 0, 'given')
  assert.equal((await api.medewerker.send('GET', `/media/${recording}/master.m3u8`)).status, 404, 'not by itself')
  await she.page.reload()
  await press(she.page, 'Het mag weer: haal van het slot')
  await playerReady(she.page)
})

step('a stretch is cut out for good, also when the machine goes down in the middle of it', async () => {
  await says(api.fg, children.Bram, 0, 'withdrawn')
  const folder = join(server.data, 'media', recording)
  const before = await readdir(folder, { recursive: true, withFileTypes: true })
  await she.page.goto(`/recordings/${recording}/trim`)
  await she.page.getByLabel('Vanaf').fill('0:03')
  await she.page.getByLabel('Tot').fill('0:03,5')
  await press(she.page, 'Voorgoed wegknippen')
  await has(she.page, 'Het stuk wordt nu weggeknipt.')
  await server.kill()
  await server.start()
  const [cut] = await until(async () => {
    const { items } = await api.medewerker.get(`/api/v1/recordings/${recording}/trims`)
    assert.equal(items[0].failure, null)
    return items[0].done_at && items
  }, 90_000, 'the stretch to be cut out')
  assert.ok(cut.from_ms <= 3000 && cut.to_ms >= 3500, `cut from ${cut.from_ms} to ${cut.to_ms}`)
  const after = new Set((await readdir(folder, { recursive: true })))
  for (const file of before.filter((one) => one.isFile())) assert.ok(!after.has(join(file.parentPath, file.name).slice(folder.length + 1)), `${file.name} is still there`)
  await she.page.reload()
  await press(she.page, 'Bram is nu nergens meer te zien')
  await she.page.goto(`/recordings/${recording}`)
  await playerReady(she.page)
  const roster = await api.medewerker.get(`/api/v1/recordings/${recording}/roster`)
  assert.equal(roster.children.find((c) => c.name === 'Bram').seen, 'keep_out')
  assert.equal((await api.fg.get('/api/v1/consent-tasks')).items[0].done_how, 'trimmed')
})

step('no page breaks its policy', () => {
  for (const visitor of [she, peter, fatma]) assert.deepEqual(visitor.violations ?? [], [])
})
