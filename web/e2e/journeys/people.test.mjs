// From an empty database to people who work together: the first administrator by the link in the terminal, the others by
// links that she hands out, a new password by another, and a last day that ends everything at once.
import { after, before, test } from 'node:test'
import assert from 'node:assert/strict'
import { Client, Server, until } from '../lib/server.mjs'
import { launch, laptop, phone, visit } from '../lib/browser.mjs'
import { chained } from '../lib/steps.mjs'

const password = 'appel peer kers'
let server, browser, admin, coach, employee, coachLink, plan
const pages = () => [admin, coach, employee].filter(Boolean).map(({ page }) => page)
const step = chained(test, pages)

before(async () => {
  server = await (await Server.make()).start()
  browser = await launch()
})

after(async () => {
  await browser?.close()
  await server?.remove()
})

// The form of a new person, filled in by the administrator; gives her link.
async function add({ given, prefix = '', family, email, role, place = '' }) {
  const { page } = admin
  await page.goto('/people/new')
  await page.fill('#given', given)
  await page.fill('#prefix', prefix)
  await page.fill('#family', family)
  await page.fill('#email', email)
  await page.selectOption('#role', role)
  await page.selectOption('#scope', { label: place || 'hele organisatie' })
  await page.locator('form[action="/people"] .button-primary').click()
  return page.locator('#one-time-link').innerText()
}

// Chooses a password with a link, as somebody who is not logged in.
async function choose(link, options, chosen = password) {
  const visitor = await visit(browser, server, null, options)
  await visitor.page.goto(link)
  await visitor.page.fill('#new', chosen)
  await visitor.page.locator('main .button-primary').click()
  await visitor.page.waitForURL((url) => !url.pathname.startsWith('/link/'))
  return visitor
}

const dead = async (visitor, link, title) => {
  const answer = await visitor.page.goto(link)
  assert.equal(answer.status(), 404)
  assert.equal(await visitor.page.locator('h1').innerText(), title)
  assert.equal(answer.headers()['referrer-policy'], 'no-referrer')
  assert.match(answer.headers()['cache-control'], /no-store/)
}

step('the first administrator begins on a phone, with the link from the terminal', async () => {
  const start = (await until(() => server.log.match(/http\S+\/start\/\S+/), 30_000, 'the link in the terminal'))[0]
  admin = await visit(browser, server, null, phone)
  const { page } = admin
  await page.goto(start)
  const fields = { holder: "'t Kleine Nest", location: 'Het Nest', given: 'Fatma', family: 'Yılmaz', email: 'Fatma@Nest.test', password }
  for (const [id, value] of Object.entries(fields)) await page.fill(`#${id}`, value)
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth))
  await page.locator('main .button-primary').click()
  await page.waitForURL('**/people')
  assert.match(await page.locator('.person-row').innerText(), /Fatma Yılmaz/)
  const late = await visit(browser, server, null)
  await dead(late, start, 'Terugblik is al ingericht')
  await late.context.close()
  assert.deepEqual(admin.trouble, [])
})

step('a coach and an employee come in by links, in browsers of their own', async () => {
  coachLink = await add({ given: 'Els', prefix: 'de', family: 'Wit', email: 'els@nest.test', role: 'coach' })
  const link = await add({ given: 'Samira', prefix: 'van den', family: 'Oetelaar-Achterberg', email: 'samira@nest.test', role: 'employee', place: 'Het Nest' })
  const ahead = await visit(browser, server, null) // a messenger that looks ahead uses nothing up
  for (let i = 0; i < 3; i++) assert.equal((await ahead.page.goto(coachLink)).status(), 200)
  await ahead.context.close()
  coach = await choose(coachLink, laptop)
  employee = await choose(link, phone)
  assert.match(await employee.page.locator('h1').innerText(), /Samira/)
  const late = await visit(browser, server, null)
  await dead(late, coachLink, 'Deze link is al gebruikt')
  await dead(late, `${server.url}/link/verkeerd`, 'Deze link klopt niet')
  await late.context.close()
  assert.ok(!server.log.includes(coachLink.split('/').pop()), 'the secret stands in no log')
})

step('they work together, and the administrator sees nothing of it', async () => {
  const els = await Client.login(server, 'els@nest.test', password)
  const samira = await Client.login(server, 'samira@nest.test', password)
  const question = await samira.post('/api/v1/questions', { text: 'Hoe wacht ik langer?', coach_id: (await els.get('/api/v1/me')).id, accept: true })
  plan = (await els.post('/api/v1/recordings', { cycle_id: question.trajectory.cycle_id, title: 'Fruit' })).id
  const fatma = await Client.login(server, 'fatma@nest.test', password)
  for (const path of [`/api/v1/questions/${question.id}`, `/api/v1/recordings/${plan}`, `/questions/${question.id}`]) assert.equal((await fatma.send('GET', path)).status, 404, path)
  assert.equal((await coach.page.goto(`/questions/${question.id}`)).status(), 200)
})

step('a last day of today ends the coach at once: her open page, her tokens and her log-in', async () => {
  const token = await (await Client.login(server, 'els@nest.test', password)).post('/api/v1/tokens', { name: 'script' })
  const script = () => fetch(`${server.url}/api/v1/me`, { headers: { authorization: `Bearer ${token.token}` } })
  assert.equal((await script()).status, 200)
  await coach.page.goto('/coaching')
  await coach.page.evaluate((path) => {
    window.bye = new Promise((done) => {
      const events = new EventSource(path)
      events.addEventListener('recording', () => { window.heard = true })
      events.addEventListener('bye', () => { events.close(); done(Date.now()) })
    })
  }, `/api/v1/recordings/${plan}/events`)
  await until(() => coach.page.evaluate(() => window.heard === true), 30_000, 'her stream')
  const { page } = admin
  await page.goto('/people?q=els')
  await page.locator('.person-row').click()
  await page.locator('a.button-danger').click()
  await page.locator('button.button-danger').click()
  await page.locator('.flash').waitFor()
  const ended = Date.now()
  const heard = await coach.page.evaluate(() => Promise.race([window.bye, new Promise((done) => setTimeout(() => done(null), 2000))]))
  assert.ok(heard, 'her stream says bye within two seconds')
  console.log(`bye ${heard - ended} ms after the administrator's page was there`)
  assert.equal((await script()).status, 401)
  await coach.page.goto('/coaching')
  assert.match(coach.page.url(), /\/login/)
  const refused = await new Client(server).send('POST', '/api/v1/login', { email: 'els@nest.test', password })
  assert.equal((await refused.json()).code, 'no_role')
  assert.match(await page.locator('main').innerText(), /laatste dag was vandaag/)
})

step('a forgotten password: the link ends what was open, and she sees who made it', async () => {
  const { page } = admin
  await page.goto('/people?q=samira')
  await page.locator('.person-row').click()
  await page.locator('#link button').click()
  const link = await page.locator('#one-time-link').innerText()
  await employee.page.goto('/')
  assert.match(await employee.page.locator('.account-notice').innerText(), /Fatma Yılmaz maakte een link voor een nieuw wachtwoord/)
  const again = await choose(link, phone, 'een ander wachtwoord')
  await employee.page.goto('/learning')
  assert.match(employee.page.url(), /\/login/, 'the log-in before is over')
  assert.equal((await new Client(server).send('POST', '/api/v1/login', { email: 'samira@nest.test', password })).status, 401)
  assert.match(await again.page.locator('.account-notice').innerText(), /Gebruikt: vandaag/)
  await dead(again, link, 'Deze link is al gebruikt')
  await page.goto('/people/links')
  assert.match(await page.locator('.history').innerText(), /Jij maakte een link voor een nieuw wachtwoord van Samira van den Oetelaar-Achterberg/)
  await again.context.close()
})
