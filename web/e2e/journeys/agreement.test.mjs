// What stays between the two, looking back, and the report: she on a phone, her coach on a laptop, both in Dutch.
import { after, before, test } from 'node:test'
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Server } from '../lib/server.mjs'
import { laptop, launch, phone, visit } from '../lib/browser.mjs'
import { chained, openCycle, people } from '../lib/steps.mjs'

const question = 'Hoe houd ik bij het fruit eten contact met ieder kind?'
const run = promisify(execFile)
const step = chained(test, () => [she.page, els.page])
let server, browser, she, els, api, home, folder

before(async () => {
  server = await Server.withPeople()
  browser = await launch()
  folder = await mkdtemp(join(tmpdir(), 'tb-paper-'))
  she = await visit(browser, server, 'medewerker@demo.test', phone)
  els = await visit(browser, server, 'coach@demo.test', laptop)
  api = await people(server, 'medewerker', 'coach', 'leidinggevende', 'beheer', 'fg', 'coach2', 'collega')
})

after(async () => {
  await browser?.close()
  await server?.remove()
  await rm(folder, { recursive: true, force: true })
})

const has = (page, text) => page.getByText(text).filter({ visible: true }).first().waitFor({ timeout: 30_000 })
const press = (page, name) => page.getByRole('button', { name }).first().click()

// What would have to be scrolled sideways to be read.
const wide = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

step('the agreement comes first: her coach proposes, she agrees, and recording is not held up', async () => {
  const cycle = await openCycle(api.medewerker, api.coach, question)
  home = `/questions/${(await api.medewerker.get('/api/v1/questions')).items[0].id}`
  await she.page.goto('/')
  await has(she.page, 'Eerst afspreken wat tussen jou en Els blijft.')
  await she.page.locator(`form[action="/cycles/${cycle}/record"]`).first().waitFor({ state: 'attached' })
  await els.page.goto('/coaching')
  await els.page.getByRole('link', { name: 'Eerst afspreken wat tussen jou en Samira blijft.' }).click()
  await has(els.page, 'de veiligheid van kinderen')
  assert.equal(await els.page.locator('input[name=allowed]:checked').count(), 0, 'nothing leaves by default')
  await els.page.getByLabel(/verslag zelf laten zien/).check()
  await els.page.getByLabel(/eigen supervisie/).check()
  await press(els.page, 'Ja, zo spreken we het af')
  await she.page.goto('/')
  await has(she.page, 'Els stelt voor wat tussen jullie blijft.')
  await she.page.getByRole('link', { name: 'Afspraak bekijken' }).click()
  await has(she.page, 'Er gaat niets extra naar buiten.')
  assert.equal(await wide(she.page), 0)
  await press(she.page, 'Ja, zo spreken we het af')
  await has(she.page, 'Jullie hebben allebei ja gezegd.')
  await she.page.goto('/')
  assert.equal(await she.page.getByText('tussen jullie blijft').count(), 0)
})

step('she lets others know less: it holds at once and her coach is told', async () => {
  await she.page.goto(`${home}/agreement`)
  await she.page.locator('summary', { hasText: 'Anders afspreken' }).click()
  await she.page.getByLabel(/eigen supervisie/).uncheck()
  await press(she.page, 'Zo stel ik het voor')
  await has(she.page, 'Jij hebt ja gezegd. Els nog niet.')
  const agreement = await api.coach.get(`/api/v1/trajectories/${await trajectory()}/agreement`)
  assert.deepEqual(agreement.allowed, ['own_report'])
  await els.page.goto('/coaching')
  await els.page.getByRole('link', { name: /Samira heeft de afspraak gemaakt of veranderd/ }).click()
  await press(els.page, 'Ja, zo spreken we het af')
  await has(els.page, 'Jullie hebben allebei ja gezegd.')
  await els.page.goto(`${home}/agreement/print`)
  assert.equal(await els.page.locator('.sheet').getByText('supervisie').count(), 0)
})

async function trajectory() {
  return (await api.medewerker.get(`/api/v1${home}`)).trajectory.id
}

step('they look back, she first; a draft is her own', async () => {
  const { cycle_id: cycle } = (await api.medewerker.get(`/api/v1${home}`)).trajectory
  await api.medewerker.post(`/api/v1/cycles/${cycle}/close`, { next: true })
  await els.page.goto(home)
  await els.page.getByRole('link', { name: 'Terugkijken op het traject' }).click()
  await press(els.page, 'Begin met terugkijken')
  await els.page.fill('#growth', 'Je wacht langer, en je noemt wat je ziet.')
  await press(els.page, 'Klaar, Samira mag het lezen')
  await has(els.page, 'Samira is nog niet klaar.')
  await she.page.goto('/')
  await has(she.page, 'Kijk met Els terug op dit traject.')
  await she.page.getByRole('link', { name: 'Terugkijken op het traject' }).click()
  assert.equal(await she.page.getByText('Je wacht langer').count(), 0, "the coach's answers open after hers")
  assert.equal(await wide(she.page), 0)
  await she.page.fill('#answered', 'Nog niet helemaal — maar ik zie dat ze naar me toe komen.')
  await press(she.page, 'Bewaren voor later')
  await has(she.page, 'Bewaard. Alleen jij ziet het.')
  assert.doesNotMatch(await (await api.coach.send('GET', `/api/v1/trajectories/${await trajectory()}/evaluation`)).text(), /Nog niet helemaal/)
  await she.page.fill('#best_moment', 'Dat iedereen lachte om de banaan.\nEn dat ik wachtte.')
  await she.page.fill('#next_question', 'Hoe doe ik dat buiten?')
  await press(she.page, 'Klaar, Els mag het lezen')
  await has(she.page, 'Je wacht langer, en je noemt wat je ziet.')
})

step('both read and change the report, neither text is lost, and both approve it', async () => {
  await she.page.getByRole('link', { name: 'Naar het verslag' }).click()
  await els.page.goto(`${home}/report`)
  for (const [who, text] of [[els, 'Je wacht langer.'], [she, 'Ik wacht nu drie tellen.']]) {
    await who.page.locator('summary', { hasText: 'Tekst veranderen' }).click()
    await who.page.fill('#growth', text)
    await press(who.page, 'Opslaan')
  }
  await has(she.page, 'Iemand heeft dit net veranderd.')
  assert.equal(await she.page.inputValue('#growth'), 'Ik wacht nu drie tellen.')
  await has(she.page, 'Nu staat er:')
  await she.page.fill('#growth', 'Je wacht langer: drie tellen.')
  await press(she.page, 'Opslaan')
  await els.page.reload()
  await press(els.page, 'Ik keur dit goed')
  await has(els.page, 'Jij hebt goedgekeurd. Samira nog niet.')
  assert.equal((await api.medewerker.send('GET', `${home}/report.pdf`)).status, 404, 'a draft is no file')
  await she.page.goto(`${home}/report/print`)
  await has(she.page, 'Concept')
  await she.page.goto(`${home}/report`)
  await press(she.page, 'Ik keur dit goed')
  await has(she.page, 'Goedgekeurd door jullie allebei')
  assert.equal(await wide(she.page), 0)
})

step('it can be printed and kept; only the two get it, and a download is in her log', async () => {
  await els.page.goto(`${home}/report/print`)
  assert.equal(await els.page.getByText('Concept').count(), 0)
  const printed = join(folder, 'printed.pdf')
  await els.page.pdf({ path: printed, preferCSSPageSize: true })
  const paper = (await run('pdftotext', ['-layout', printed, '-'])).stdout
  assert.match(paper, /Hoe houd ik bij het fruit eten contact met ieder kind\?/)
  assert.doesNotMatch(paper, /Afdrukken|Terugblik|Terug\b/, 'nothing of the screen is on the paper')

  await she.page.goto(`${home}/report`)
  const [download] = await Promise.all([she.page.waitForEvent('download'), she.page.getByRole('link', { name: 'PDF downloaden' }).click()])
  const file = await download.path()
  assert.match((await readFile(file)).subarray(0, 5).toString(), /%PDF-/)
  const text = (await run('pdftotext', ['-layout', file, '-'])).stdout
  for (const words of ['Samira van den Oetelaar', 'Els de Wit', 'Nog niet helemaal — maar', 'drie tellen.', 'Hoe doe ik dat buiten?', 'Bladzijde 1 van 1']) {
    assert.ok(text.includes(words), `${words} in\n${text}`)
  }
  assert.equal((await api.coach.send('GET', `${home}/report.pdf`)).status, 200)
  await she.page.goto('/log')
  await has(she.page, 'Els de Wit haalde het verslag op.')
  const id = await trajectory()
  for (const name of ['leidinggevende', 'beheer', 'fg', 'coach2', 'collega']) {
    for (const path of ['/agreement', '/agreement/print', '/evaluation', '/report', '/report/print', '/report.pdf']) {
      assert.equal((await api[name].send('GET', home + path)).status, 404, `${name} ${path}`)
    }
    for (const path of ['/agreement', '/evaluation', '/report']) {
      assert.equal((await api[name].send('GET', `/api/v1/trajectories/${id}${path}`)).status, 404, `${name} ${path}`)
    }
  }
  await she.page.goto(`${home}/report`)
  await she.page.getByRole('link', { name: 'Nieuwe vraag met dit begin' }).click()
  assert.equal(await she.page.inputValue('#text'), 'Hoe doe ik dat buiten?')
  assert.deepEqual([...she.trouble, ...els.trouble].filter((t) => !/ 42[02] /.test(t) && !/422/.test(t)), [])
})
