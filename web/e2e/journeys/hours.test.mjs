// The year for an inspector: the norm with its arithmetic, plan and hours of each centre, who was not coached, and a paper
// in which no word of the coaching stands.
import { after, before, test } from 'node:test'
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Server, until } from '../lib/server.mjs'
import { laptop, launch, phone, visit } from '../lib/browser.mjs'
import { barriers } from '../lib/axe.mjs'
import { chained, day, openCycle, out, people } from '../lib/steps.mjs'

const canary = 'Kanarie: hoe houd ik contact aan tafel?'
const year = Number(new Intl.DateTimeFormat('en', { timeZone: 'Europe/Amsterdam', year: 'numeric' }).format(new Date()))
let server, browser, api, admin, coach, manager, address
const step = chained(test, () => [admin, coach, manager].filter(Boolean).map(({ page }) => page))

before(async () => {
  await mkdir(out, { recursive: true })
  server = await Server.withPeople({ args: ['--demo'] })
  browser = await launch()
  api = await people(server, 'beheer', 'collega', 'coach', 'leidinggevende')
})

after(async () => {
  await browser?.close()
  await server?.remove()
})

const told = () => api.beheer.get(`/api/v1/hours/years/${year}`)

// Wide enough nowhere, and without a barrier, in both looks.
async function looked({ page }, name) {
  for (const [screen, size] of [['phone', phone.viewport], ['laptop', laptop.viewport]]) {
    for (const colorScheme of ['light', 'dark']) {
      await page.setViewportSize(size)
      await page.emulateMedia({ colorScheme })
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), `${name} is too wide on a ${screen}`)
      if (process.env.PICTURES) await page.screenshot({ path: join(out, `${name}-${screen}-${colorScheme}.png`), fullPage: true })
    }
  }
  assert.deepEqual(await barriers(page), [], name)
}

step('four centres and 10.5 full-time jobs are 305 hours, written out', async () => {
  await until(async () => (await told()).plan.version === 1 && (await api.beheer.get(`/api/v1/hours/years/${year}/people?missing=true`)).items.length > 2,
    60_000, 'the demo to tell its year')
  const shown = await told()
  assert.equal(shown.norm.hours, '305')
  admin = await visit(browser, server, 'beheer@demo.test', laptop)
  await admin.page.goto('/hours')
  const text = await admin.page.locator('main').innerText()
  for (const words of ['4 kindercentra × 50 uur', '10,5 fte × 10 uur', '200', '105', '305', '97,5']) assert.ok(text.includes(words), words)
  assert.equal(await admin.page.locator('.centres > li').count(), 4)
  await looked(admin, 'hours')
})

step('minutes of a cycle come by themselves', async () => {
  const cycle = await openCycle(api.collega, api.coach, canary)
  const recording = (await api.collega.post('/api/v1/recordings', { cycle_id: cycle, title: canary })).id
  assert.ok(recording)
  await api.coach.post('/api/v1/hours', { coach_id: (await api.coach.get('/api/v1/me')).id, date: day(0), kind: 'review', minutes: 45, with: [(await api.collega.get('/api/v1/me')).id] })
  const missing = (await api.beheer.get(`/api/v1/hours/years/${year}/people?missing=true`)).items
  const names = missing.map(({ person }) => person.full)
  assert.ok(!names.includes('Noor Özdemir'), 'she was coached')
  assert.ok(names.includes('Aylin Demir') && names.includes('Joost Vink'), `${names}`)
  await admin.page.goto('/hours/people')
  await admin.page.getByText('Aylin Demir').waitFor()
  await looked(admin, 'hours-people')
})

step('a coach writes a session down, and corrects it with a reason', async () => {
  coach = await visit(browser, server, 'coach@demo.test', phone)
  const { page } = coach
  await page.goto('/hours/lines')
  await page.locator('#new > summary').click()
  await page.selectOption('#kind', 'team')
  await page.fill('#hours', '1')
  await page.fill('#minutes', '15')
  await page.locator('#new .button-primary').click()
  await page.getByText('1,25 uur').waitFor()
  await page.locator('.list-action').first().click()
  await page.fill('#minutes', '45')
  await page.fill('#reason', 'Het duurde langer')
  await page.locator('main form .button-primary').click()
  await page.getByText('1,75 uur').waitFor()
  assert.match(await page.locator('del').first().innerText(), /1,25 uur/)
  await looked(coach, 'hours-lines')
})

step('a manager gives the inspector three answers and not one word of the coaching', async () => {
  manager = await visit(browser, server, 'leidinggevende@demo.test', laptop)
  const { page } = manager
  await page.goto('/hours')
  await looked(manager, 'hours-manager')
  const pdf = await page.request.get(`/hours/inspection.pdf?year=${year}`)
  const paper = execFileSync('pdftotext', ['-layout', '-', '-'], { input: await pdf.body() }).toString()
  for (const words of [/^\s*Urennorm \d{4}\s+305 uur$/m, /^\s*Noor Özdemir\s{2,}\S.*\s{2,}ja$/m, /^\s*Kindercentrum Noord\b.*\s{2,}\d{9}\s/m]) assert.match(paper, words)
  const csv = await (await page.request.get(`/hours/inspection.csv?year=${year}`)).text()
  assert.match(csv, /;urennorm;305\r\n/)
  for (const answer of [paper, csv, await page.content()]) assert.ok(!answer.includes('Kanarie'))
})

step('parents read the distribution at its own address, and nothing else', async () => {
  const { page } = admin
  await page.goto('/hours/norm')
  await looked(admin, 'hours-norm')
  await page.goto('/hours/plan')
  await looked(admin, 'hours-plan')
  await page.locator('form[action="/hours/open"] button').click()
  address = await page.locator('main a[href*="/distribution/"]').getAttribute('href')
  const parent = await visit(browser, server, null, phone)
  assert.equal((await parent.page.goto(address)).status(), 200)
  assert.match(await parent.page.locator('table').innerText(), /305/)
  await looked(parent, 'hours-shown')
  await page.locator('form[action="/hours/open"] button').click()
  await page.locator('.flash').waitFor()
  assert.equal((await parent.page.goto(address)).status(), 404)
  await parent.context.close()
})
