// How long a film stays: the day stands where both look, she puts it off with a reason, her coach asks, and the terms have a page.
import { after, before, test } from 'node:test'
import assert from 'node:assert/strict'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Server } from '../lib/server.mjs'
import { laptop, launch, phone, visit } from '../lib/browser.mjs'
import { chained, day, film, openCycle, out, people, watchable } from '../lib/steps.mjs'

const step = chained(test, () => [samira?.page, els?.page].filter(Boolean))
const keep = () => `/recordings/${recording}/keep`

let server, api, browser, samira, els, cycle, recording

before(async () => {
  await mkdir(out, { recursive: true })
  server = await Server.withPeople()
  api = await people(server, 'medewerker', 'coach', 'beheer')
  cycle = await openCycle(api.medewerker, api.coach, 'Hoe wacht ik langer?')
  recording = (await api.medewerker.post('/api/v1/recordings', { cycle_id: cycle, title: 'Fruit eten' })).id
  browser = await launch()
  samira = await visit(browser, server, 'medewerker@demo.test', phone)
  els = await visit(browser, server, 'coach@demo.test', laptop)
  await film(samira.page, recording, 2000)
  await watchable(api.medewerker, recording)
  await api.medewerker.call('PUT', `/api/v1/recordings/${recording}/share`)
})

after(async () => {
  await browser?.close()
  await server?.remove()
})

const picture = (who, name) => who.page.screenshot({ path: join(out, `retention-${name}.png`), fullPage: true })

step('the day stands where the film is, for both', async () => {
  for (const who of [samira, els]) {
    for (const path of [`/recordings/${recording}`, `/cycles/${cycle}`, keep()]) {
      await who.page.goto(path)
      await who.page.getByText('(over 60 dagen)').first().waitFor()
    }
  }
  await samira.page.goto(`/cycles/${cycle}`)
  await picture(samira, 'cycle')
  const shown = await api.coach.get(`/api/v1/recordings/${recording}`)
  assert.equal(shown.erase_on, day(60))
  assert.equal(shown.erase_why, 'cap')
})

step('her coach asks, and she says yes', async () => {
  await els.page.goto(keep())
  await els.page.fill('#until', day(70))
  await els.page.fill('#reason', 'Dan leggen we de volgende opname ernaast.')
  await els.page.getByRole('button', { name: /^Vragen aan/ }).click()
  await els.page.getByText('Wacht op antwoord').waitFor()
  await picture(els, 'asked')
  await samira.page.goto('/')
  await samira.page.getByText('vraagt of deze film mag blijven').waitFor()
  await picture(samira, 'home')
  await samira.page.getByRole('link', { name: 'Antwoord geven' }).click()
  await picture(samira, 'question')
  await samira.page.getByRole('button', { name: 'Ja, bewaren' }).click()
  await samira.page.getByText('(over 70 dagen)').waitFor()
  await els.page.goto(`/recordings/${recording}`)
  await els.page.getByText('(over 70 dagen)').waitFor()
})

step('she chooses a day herself, with a reason, and takes it back', async () => {
  await samira.page.goto(keep())
  await samira.page.fill('#until', day(80))
  await samira.page.fill('#reason', 'Voor het teamoverleg')
  await samira.page.getByRole('button', { name: 'Langer bewaren', exact: true }).click()
  await samira.page.getByText('(over 80 dagen)').waitFor()
  await picture(samira, 'kept')
  await samira.page.goto('/log')
  await samira.page.getByText('vroeg om langer te bewaren').waitFor()
  await samira.page.goto(keep())
  await samira.page.getByRole('button', { name: 'Toch niet langer bewaren' }).click()
  await samira.page.getByText('(over 60 dagen)').waitFor()
})

step('the administrator is first told what a shorter term takes', async () => {
  const beheer = await visit(browser, server, 'beheer@demo.test', laptop)
  const { page } = beheer
  await page.goto('/settings')
  await page.getByRole('link', { name: 'Bewaartermijnen' }).click()
  await page.fill('#review-days', '7')
  await page.fill('#cap-days', '30')
  await page.getByRole('button', { name: 'Opslaan' }).click()
  await page.getByText(/opnames? ga(at|an) dan eerder weg/).waitFor()
  await picture(beheer, 'warning')
  assert.equal((await api.coach.get(`/api/v1/recordings/${recording}`)).erase_on, day(60), 'nothing is decided yet')
  await page.getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Opslaan' }).click()
  await page.getByText(/^Vanaf /).waitFor()
  await picture(beheer, 'terms')
  assert.equal((await api.coach.get(`/api/v1/recordings/${recording}`)).erase_on, day(30))
  await page.goto('/settings/storage')
  await page.getByRole('button', { name: 'Nu kijken' }).click()
  await page.getByText('Alles klopt.').waitFor()
  await picture(beheer, 'storage')
  assert.deepEqual(beheer.trouble, [])
})

step('no page met trouble', () => {
  assert.deepEqual([...samira.trouble, ...els.trouble], [])
})
