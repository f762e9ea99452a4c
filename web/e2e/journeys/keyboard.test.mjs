// The whole thread by the keyboard alone: no pointer, every step reached by Tab, focus always on something that is seen.
import { after, before } from 'node:test'
import test from 'node:test'
import assert from 'node:assert/strict'
import { Server, until } from '../lib/server.mjs'
import { laptop, launch, visit } from '../lib/browser.mjs'
import { bits, block, installPattern, late } from '../lib/pattern.mjs'
import { chained, people, playerReady, safeMs, watchable } from '../lib/steps.mjs'

let server, browser, api, she, els
const step = chained(test, () => [she?.page, els?.page].filter(Boolean))

before(async () => {
  server = await Server.withPeople()
  browser = await launch()
  api = await people(server, 'medewerker', 'coach')
  she = await visit(browser, server, null, { ...laptop, reducedMotion: 'reduce' })
  els = await visit(browser, server, null, { ...laptop, reducedMotion: 'reduce' })
})

after(async () => {
  await browser?.close()
  await server?.remove()
})

// What has the focus: its words, and whether a person sees where she is.
const focused = (page) => page.evaluate(() => {
  const e = document.activeElement
  const box = e.getBoundingClientRect()
  const style = getComputedStyle(e)
  const words = (e.getAttribute('aria-label') || e.labels?.[0]?.textContent || e.textContent || '').replace(/\s+/g, ' ').trim()
  return {
    words, tag: e.tagName, type: e.type ?? '', name: e.name ?? '', value: e.value ?? '',
    seen: e === document.body || (box.width > 0 && box.bottom > 0 && box.top < innerHeight && (style.outlineStyle !== 'none' || e.type === 'date' || // the browser lights the part of the date itself
       e.closest('label, .choice')?.matches(':focus-within'))),
  }
})

// Tabs on until the thing is reached. Fails when the focus is lost or is not to be seen on the way.
async function tabTo(page, wanted, what = wanted) {
  const match = typeof wanted === 'function' ? wanted : (at) => (wanted instanceof RegExp ? wanted.test(at.words) : at.words === wanted)
  const way = []
  for (let i = 0; i < 150; i++) {
    const at = await focused(page)
    if (i > 0 && at.tag !== 'BODY') assert.ok(at.seen, `the focus is not to be seen on ${at.tag} "${at.words.slice(0, 40)}"`)
    if (match(at)) return at
    way.push(at.words.slice(0, 24) || at.tag)
    await page.keyboard.press('Tab')
  }
  throw new Error(`${what} cannot be reached by Tab: ${[...new Set(way)].join(' | ')}`)
}

async function press(page, wanted, key = 'Enter') {
  await tabTo(page, wanted)
  await page.keyboard.press(key)
}

async function type(page, name, words) {
  await tabTo(page, (at) => at.name === name, `the field ${name}`)
  await page.keyboard.press('Control+A')
  await page.keyboard.type(words)
}

const arrived = (page, path) => page.waitForURL((url) => path.test(url.pathname + url.hash), { timeout: 30_000 })

async function login(page, email) {
  await page.goto('/login')
  await type(page, 'email', email)
  await type(page, 'password', 'terugblik')
  await page.keyboard.press('Enter')
  await page.waitForURL((url) => !url.pathname.startsWith('/login'))
}

let cycle, recording

step('she logs in, skips to the content, words her question and chooses her coach', async () => {
  const { page } = she
  await login(page, 'medewerker@demo.test')
  await page.keyboard.press('Tab')
  assert.match((await focused(page)).words, /Naar de inhoud/)
  await page.keyboard.press('Enter')
  await press(page, 'Schrijf je eerste vraag')
  await arrived(page, /\/questions\/new/)
  await type(page, 'text', 'Hoe maak ik contact met alle kinderen aan tafel?')
  const coach = (await api.coach.get('/api/v1/me')).id
  await tabTo(page, (at) => at.name === 'coach_id', 'the coaches')
  for (let i = 0; i < 5 && (await focused(page)).value !== coach; i++) await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Space')
  await press(page, (at) => at.name === 'accept' && at.value === 'yes')
  await page.waitForURL((url) => url.pathname !== '/questions/new')
  cycle = await until(async () => (await api.medewerker.get('/api/v1/questions')).items[0]?.trajectory.cycle_id, 10_000, 'her round')
})

step('she records, stops and shares', async () => {
  const { page } = she
  await page.addInitScript(installPattern, { bits, block, late })
  await page.goto('/')
  await press(page, /^Opnemen$/)
  await arrived(page, /\/record$/)
  await page.locator('.recorder[data-phase=ready]').waitFor({ timeout: 60_000 })
  await tabTo(page, (at) => at.type === 'checkbox', 'her yes')
  await page.keyboard.press('Space')
  await tabTo(page, (at) => /^(Opnemen|Start)/.test(at.words), 'the red button')
  await page.keyboard.press('Enter')
  await until(async () => (await safeMs(page)) >= 3000, 60_000, 'three seconds on the server')
  assert.notEqual((await focused(page)).tag, 'BODY', 'the focus is lost when the recording begins')
  await press(page, /Stop/)
  await page.locator('.notice-ok').waitFor({ timeout: 60_000 })
  assert.notEqual((await focused(page)).tag, 'BODY', 'the focus is lost when the recording ends')
  recording = (await api.medewerker.get('/api/v1/recordings')).items[0].id
  await watchable(api.medewerker, recording)
  await page.goto(`/cycles/${cycle}`)
  await press(page, (at) => at.tag === 'BUTTON' && /Delen met Els/.test(at.words))
  await until(async () => (await api.medewerker.get(`/api/v1/recordings/${recording}`)).shared_at, 10_000, 'the share')
})

step('the coach marks with keys, chooses and releases', async () => {
  const { page } = els
  await login(page, 'coach@demo.test')
  await page.goto(`/recordings/${recording}`)
  await playerReady(page)
  for (let i = 0; i < 5; i++) await page.keyboard.press('.')
  await page.keyboard.press('m')
  await until(async () => (await api.coach.get(`/api/v1/recordings/${recording}/annotations`)).items.length === 1, 20_000, 'the mark')
  await until(async () => (await focused(page)).tag === 'TEXTAREA', 10_000, 'the words of the mark to have the focus')
  await page.keyboard.type('Je wacht, en dan komt het kind.')
  await page.keyboard.press('Escape')
  await until(async () => (await api.coach.get(`/api/v1/recordings/${recording}/annotations`)).items[0].text.startsWith('Je wacht'), 20_000, 'the words')
  await page.keyboard.press('c')
  await until(async () => (await api.coach.get(`/api/v1/cycles/${cycle}/choice`)).items.length === 1, 20_000, 'the choice')
  await page.goto(`/cycles/${cycle}/release`)
  await type(page, 'message', 'Kijk eens.')
  await tabTo(page, (at) => at.name === 'minutes', 'the minutes')
  await page.keyboard.press('Control+A')
  await page.keyboard.type('15')
  await tabTo(page, (at) => at.type === 'checkbox', 'the confirmation')
  await page.keyboard.press('Space')
  await press(page, (at) => at.tag === 'BUTTON' && at.words === 'Delen met Samira')
  await until(async () => (await api.medewerker.get(`/api/v1/cycles/${cycle}`)).facts.released === 1, 20_000, 'the release')
})

step('she looks first, opens the mark, answers and writes her work point', async () => {
  const { page } = she
  await page.goto(`/cycles/${cycle}/review`)
  await press(page, 'Beginnen')
  await playerReady(page)
  assert.notEqual((await focused(page)).tag, 'BODY', 'the focus is lost between two steps')
  await tabTo(page, (at) => at.tag === 'TEXTAREA', 'her own words')
  await page.keyboard.type('Ik wacht.')
  await press(page, 'Bewaren en coach lezen')
  await page.getByText('Je wacht, en dan komt het kind.').waitFor()
  assert.notEqual((await focused(page)).tag, 'BODY', 'the focus is lost when the mark opens')
  await tabTo(page, (at) => at.tag === 'TEXTAREA', 'the answer')
  await page.keyboard.type('Dat voelde lang.')
  await press(page, 'Antwoorden')
  await page.locator('.reply-mine', { hasText: 'Dat voelde lang.' }).waitFor()
  await until(async () => (await focused(page)).words === 'Antwoorden', 10_000, 'the focus to stay at the answer')
  await press(page, 'Volgende')
  await tabTo(page, (at) => at.tag === 'TEXTAREA', 'the work point')
  await page.keyboard.type('Drie tellen wachten')
  await press(page, /^Bewaren|^Opslaan/)
  await until(async () => (await api.medewerker.get(`/api/v1/cycles/${cycle}`)).facts.work_points === 1, 20_000, 'the work point')
  assert.deepEqual(she.trouble, [])
})
