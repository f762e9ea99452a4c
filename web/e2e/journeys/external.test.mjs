// A small holder hires a coach from outside: she accepts on the account that she has, works for one holder at a time, and
// when the engagement ends by its clock her open desk says so, and what she was typing stays on her device.
import { after, before, test } from 'node:test'
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Client, Server, until } from '../lib/server.mjs'
import { laptop, launch, phone, visit } from '../lib/browser.mjs'
import { chained, day, film, openCycle, out, people, playerReady, watchable } from '../lib/steps.mjs'

const step = chained(test, () => [yvonne, mirjam, roos].filter(Boolean).map(({ page }) => page))
let server, browser, api, yvonne, mirjam, roos, recording

before(async () => {
  await mkdir(out, { recursive: true })
  server = await Server.withPeople()
  browser = await launch()
  api = await people(server, 'nest1', 'zonnehof', 'buiten')
  await openCycle(api.zonnehof, api.buiten, 'Hoe help ik bij het wennen?')
})

after(async () => {
  await browser?.close()
  await server?.remove()
})

const picture = (who, name) => who.page.screenshot({ path: join(out, `external-${name}.png`), fullPage: true })

// The clock of an engagement cannot be waited for: its end is moved to a few seconds from now, and nobody does anything then.
async function endsSoon(seconds) {
  const bin = (await readdir('/usr/lib/postgresql')).map((version) => `/usr/lib/postgresql/${version}/bin/psql`).at(-1)
  execFileSync(bin, ['-h', join(server.data, 'run'), '-U', 'terugblik_owner', '-d', 'terugblik', '-v', 'ON_ERROR_STOP=1', '-c', `
    UPDATE role_assignment
    SET valid_until = now() + interval '${seconds} seconds'
    WHERE engagement_id IS NOT NULL`])
}

step('one centre and 3.4 full-time jobs are 84 hours', async () => {
  yvonne = await visit(browser, server, 'nest@demo.test', laptop)
  await yvonne.page.goto('/hours')
  const text = await yvonne.page.locator('main').innerText()
  for (const words of ['1 kindercentrum × 50 uur', '3,4 fte × 10 uur', '84']) assert.ok(text.includes(words), `${words} in ${text}`)
  await picture(yvonne, 'hours')
})

step('she offers an engagement with its contract, and gets a link that says nothing of another holder', async () => {
  const { page } = yvonne
  await page.goto('/engagements')
  await page.locator('summary').last().click()
  await page.fill('#new-name', 'Mirjam Kok')
  await page.fill('#new-email', 'buiten@demo.test')
  await page.fill('#new-contract', 'Overeenkomst 2026-14')
  await page.fill('#new-agreement', day(-7))
  await page.fill('#new-from', day(0))
  await page.fill('#new-until', day(200))
  await picture(yvonne, 'offer')
  await page.locator('main form .button-primary').last().click()
  const link = await page.getByText(/\/engagement\//).first().innerText().catch(async () => page.locator('input[value*="/engagement/"]').inputValue())
  await picture(yvonne, 'link')
  assert.ok(!(await page.content()).includes('Zonnehof'))
  mirjam = await visit(browser, server, null, phone)
  await mirjam.page.goto(new URL(link.match(/\/engagement\/\S+/)[0], server.url).href)
})

step('she accepts with her own password, and works for the new holder', async () => {
  const { page } = mirjam
  await picture(mirjam, 'accept')
  await page.fill('#password', 'terugblik')
  await page.locator('main form .button-primary').first().click()
  await page.locator('.flash').waitFor()
  await picture(mirjam, 'accepted')
  await page.locator('.avatar').click()
  await page.locator('.menu-name').getByText('Kleine Nest').waitFor()
  assert.ok(!(await page.locator('main').innerText()).includes('Loes'), 'nobody of the other holder')
  await yvonne.page.goto('/engagements')
  const row = await yvonne.page.locator('.card').first().innerText()
  assert.match(row, /Overeenkomst 2026-14/)
  assert.match(row, /verwerkersovereenkomst/i)
  await picture(yvonne, 'stored')
})

step('an employee chooses her and shares a film', async () => {
  const coach = (await api.nest1.get('/api/v1/coaches')).items.find(({ full }) => full === 'Mirjam Kok')
  const question = await api.nest1.post('/api/v1/questions', { text: 'Hoe wacht ik langer?', coach_id: coach.id, accept: true })
  recording = (await api.nest1.post('/api/v1/recordings', { cycle_id: question.trajectory.cycle_id, title: 'Fruit eten' })).id
  roos = await visit(browser, server, 'nest1@demo.test', phone)
  await film(roos.page, recording, 1500)
  await watchable(api.nest1, recording)
  await api.nest1.call('PUT', `/api/v1/recordings/${recording}/share`)
})

step('in the menu she goes over to the other holder, and nothing of the first is there', async () => {
  const { page } = mirjam
  const over = async (name) => {
    await page.goto('/')
    await page.locator('.avatar').click()
    await page.getByRole('button', { name: new RegExp(name) }).click()
    await page.locator('.avatar').click()
    await page.locator('.menu-name').getByText(name).waitFor()
  }
  await page.goto('/')
  await page.locator('main').getByText('Roos').first().waitFor()
  await page.locator('.avatar').click()
  await picture(mirjam, 'menu')
  await over('Zonnehof')
  const text = await page.locator('main').innerText()
  assert.ok(text.includes('Loes') && !text.includes('Roos'), text)
  for (const path of [`/recordings/${recording}`, `/media/${recording}/master.m3u8`, `/api/v1/recordings/${recording}`]) {
    assert.equal((await page.request.get(path)).status(), 404, path)
  }
  await over('Kleine Nest')
  assert.ok(!(await page.locator('main').innerText()).includes('Loes'))
  await page.setViewportSize(laptop.viewport)
  await page.goto(`/recordings/${recording}`)
  await playerReady(page)
})

step('the engagement ends by itself while her desk is open: told in words, and what she typed stays', async () => {
  const { page } = mirjam
  await page.locator('tb-desk .button', { hasText: /moment/i }).first().click()
  await page.locator('#mark-text').waitFor()
  await endsSoon(3)
  await page.fill('#mark-text', 'Kijk hoe lang zij hier wacht')
  const asked = Date.now()
  await page.getByText(/afgelopen/).first().waitFor({ timeout: 20_000 })
  console.log(`told ${Date.now() - asked} ms after the end was set three seconds ahead`)
  await picture(mirjam, 'over')
  assert.equal((await page.request.get(`/media/${recording}/master.m3u8`)).status(), 401)
  await page.fill('#mark-text', 'Kijk hoe lang zij hier wacht, en dan lacht ze').catch(() => null)
  await until(() => page.evaluate(() => Object.entries(localStorage).some(([name, text]) => name.startsWith('terugblik.outbox.') && text.includes('lacht'))),
    10_000, 'what she typed to be kept on her device')
  await page.goto('/')
  await page.getByRole('heading', { name: /afgelopen/ }).waitFor()
  assert.ok(!(await page.locator('main').innerText()).includes('Roos'))
  await picture(mirjam, 'elsewhere')
  await page.getByRole('button', { name: /Verder bij .*Zonnehof/ }).click()
  await page.locator('main').getByText('Loes').first().waitFor()
  assert.ok(!(await page.locator('main').innerText()).includes('Roos'))
  await picture(mirjam, 'after')
  const again = await Client.login(server, 'buiten@demo.test')
  assert.equal((await again.get('/api/v1/me')).holder.name, 'Kinderopvang Zonnehof')
  assert.equal((await again.send('GET', `/api/v1/recordings/${recording}`)).status, 404)
  await roos.page.goto('/')
  await picture(roos, 'told')
  await roos.page.getByRole('link', { name: 'Kies een andere coach' }).click()
  await roos.page.getByText('Mirjam is hier geen coach meer').waitFor()
  await picture(roos, 'choice')
})
